SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN settings jsonb NOT NULL DEFAULT '{}';
