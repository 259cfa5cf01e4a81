CREATE TABLE sessions (
  token text PRIMARY KEY, user_id int NOT NULL, expires_at timestamptz NOT NULL, closed boolean NOT NULL DEFAULT false
);
INSERT INTO sessions SELECT md5(g::text), g % 100, timestamptz '2024-01-01' + g * interval '1 hour', g % 4 = 0 FROM generate_series(1, 5000) g;
