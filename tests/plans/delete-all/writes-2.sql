INSERT INTO sessions (id, user_id, expires) VALUES (:n, 5, '2025-02-02');
UPDATE sessions SET user_id = 6 WHERE id = :n - 999990;
