INSERT INTO sessions (id, user_id, expires) VALUES (:n, 5, '2024-02-02');
UPDATE sessions SET user_id = 6 WHERE id = :n - 999990;
INSERT INTO "Events" VALUES (:n, 'writer :n');
