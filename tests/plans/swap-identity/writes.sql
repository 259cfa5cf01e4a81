INSERT INTO readings (sensor, value, taken) VALUES (1, -5, '2024-05-05'), (2, 6, '2024-05-06');
UPDATE readings SET value = -7 WHERE id = :n - 999000;
UPDATE readings SET value = value + 1 WHERE id BETWEEN :n - 998000 AND :n - 997990;
DELETE FROM readings WHERE id = :n - 997500;
