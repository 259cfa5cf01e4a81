INSERT INTO sessions (id, user_id, token) VALUES (md5('new' || :n)::uuid, 1, 'new' || :n);
UPDATE sessions SET user_id = 4 WHERE token = 't' || (:n - 999990);
