INSERT INTO events (id, region, at, kind) VALUES (:n, 'eu', '2024-05-05', 1);
INSERT INTO events (id, region, at, kind) VALUES (:n, 'asia', '2026-05-05', 1);
UPDATE events SET kind = 3 WHERE id = :n - 999990;
