SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY orders_user_id_status_idx ON orders (user_id, status);
DROP INDEX CONCURRENTLY orders_user_id_idx;
