SET lock_timeout = 0;
SET statement_timeout = 0;
REINDEX INDEX CONCURRENTLY orders_status_idx;
REINDEX TABLE CONCURRENTLY users;
