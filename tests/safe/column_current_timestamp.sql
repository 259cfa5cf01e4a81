SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN placed_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP;
