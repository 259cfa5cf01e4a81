SET lock_timeout = 0;
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY orders_status_idx;
