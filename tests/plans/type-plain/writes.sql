INSERT INTO readings (id, sensor, value) VALUES (:n, 1, 30);
INSERT INTO readings (id, sensor) VALUES (:n + 500000, 1);
UPDATE readings SET value = value + 1 WHERE id = :n - 999990;
UPDATE readings SET value = NULL WHERE id = :n - 999980;
