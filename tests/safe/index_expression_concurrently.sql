SET lock_timeout = 0;
SET statement_timeout = 0;
CREATE INDEX CONCURRENTLY users_lower_email_idx ON users (lower(email));
ANALYZE users;
