SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY orders_open_idx ON orders (user_id) WHERE status = 'open';
ANALYZE orders;
