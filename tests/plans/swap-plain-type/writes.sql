DELETE FROM events WHERE id = 6;
INSERT INTO events (id, account_id, kind, happened_at) VALUES (:n, 7, 'NEW', '2024-05-01');
UPDATE events SET kind = 'CHANGED' WHERE id = (:n - 999990) * 30;
UPDATE events SET id = :n + 500000 WHERE id = (:n - 999990) * 60 + 3;
UPDATE events SET id = -:n WHERE id = 11100 + (:n - 1000000) * 3;
DELETE FROM events WHERE id = 9000 + (:n - 1000000) * 3;
