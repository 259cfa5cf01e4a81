SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY users_name_idx ON users (name);
