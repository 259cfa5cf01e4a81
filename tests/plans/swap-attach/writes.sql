INSERT INTO metrics (at, v) VALUES ('2025-07-07', 7), (timestamptz '2025-08-08' + (:n - 1000000) * interval '1 day', 8);
UPDATE metrics SET v = -1, at = at + interval '1 year' WHERE id = :n - 999000;
DELETE FROM metrics WHERE id = :n - 997000;
