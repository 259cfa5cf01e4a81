CREATE TABLE sessions (id uuid PRIMARY KEY, user_id int, token text, seen_at timestamptz NOT NULL DEFAULT '2024-01-01');
INSERT INTO sessions (id, user_id, token) SELECT md5(g::text)::uuid, g % 90, 't' || g FROM generate_series(1, 4000) g;
