SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN score integer NOT NULL DEFAULT 0;
