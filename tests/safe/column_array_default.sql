SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN labels text[] NOT NULL DEFAULT ARRAY[]::text[];
