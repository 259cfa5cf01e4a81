INSERT INTO sessions VALUES (md5('w:n'), 7, '2024-01-02'), (md5('x:n'), 8, '2026-01-01');
UPDATE sessions SET user_id = 12 WHERE token = md5((:n - 999100)::text) AND NOT closed;
UPDATE sessions SET expires_at = expires_at + interval '1 day' WHERE token = md5((:n - 996000)::text) AND NOT closed;
DELETE FROM sessions WHERE token = md5((:n - 997000)::text);
