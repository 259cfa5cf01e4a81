INSERT INTO meters_seen (id, reading) VALUES (:n, 4);
INSERT INTO meters (id, reading, unit) SELECT :n + 500000, count(*), 'W' FROM meters_seen_often WHERE id < 5;
UPDATE meters_seen SET reading = reading + 1 WHERE id = :n - 999990;
