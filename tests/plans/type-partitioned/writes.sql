INSERT INTO events (day, kind, amount) VALUES ('2023-05-05', 3, 8), ('2024-05-05', 1, 9), ('2020-01-01', 2, NULL);
UPDATE events SET amount = amount + 1 WHERE id = :n - 999990;
UPDATE events SET day = day + 400 WHERE id = :n - 985000;
DELETE FROM events WHERE id = :n - 990000;
