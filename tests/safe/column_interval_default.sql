SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN due_at timestamptz DEFAULT now() + interval '30 days';
