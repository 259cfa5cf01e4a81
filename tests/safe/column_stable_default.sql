SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
