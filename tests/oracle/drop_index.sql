-- DROP INDEX and ALTER/REINDEX INDEX.

-- case: plain
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_age_idx ON users (age);
-- statement:
DROP INDEX users_email_idx;

-- case: if-exists
-- statement:
DROP INDEX IF EXISTS users_email_idx;

-- case: if-exists-missing
-- statement:
DROP INDEX IF EXISTS users_name_idx;

-- case: missing
-- statement:
DROP INDEX users_name_idx;

-- case: two
-- statement:
DROP INDEX users_email_idx, users_age_idx;

-- case: backing-constraint
-- statement:
DROP INDEX users_pkey;

-- case: concurrently
-- statement:
DROP INDEX CONCURRENTLY users_email_idx;

-- case: concurrently-if-exists
-- statement:
DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;

-- case: concurrently-if-exists-missing
-- statement:
DROP INDEX CONCURRENTLY IF EXISTS users_name_idx;

-- case: concurrently-two
-- statement:
DROP INDEX CONCURRENTLY users_email_idx, users_age_idx;

-- case: concurrently-cascade
-- statement:
DROP INDEX CONCURRENTLY users_email_idx CASCADE;

-- case: concurrently-backing-constraint
-- statement:
DROP INDEX CONCURRENTLY users_pkey;

-- case: rename
-- statement:
ALTER INDEX users_email_idx RENAME TO users_by_email;

-- case: rename-if-exists-missing
-- statement:
ALTER INDEX IF EXISTS users_name_idx RENAME TO users_by_name;

-- case: rename-through-alter-table
-- statement:
ALTER TABLE users_email_idx RENAME TO users_by_email;

-- case: reindex-index
-- statement:
REINDEX INDEX users_email_idx;

-- case: reindex-index-concurrently
-- statement:
REINDEX INDEX CONCURRENTLY users_email_idx;

-- case: reindex-table
-- statement:
REINDEX TABLE users;

-- case: reindex-table-concurrently
-- statement:
REINDEX TABLE CONCURRENTLY users;

-- case: partitioned
-- setup:
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
CREATE INDEX events_kind_idx ON events (kind);
-- statement:
DROP INDEX events_kind_idx;

-- case: partitioned-concurrently
-- statement:
DROP INDEX CONCURRENTLY events_kind_idx;

-- case: of-partition
-- statement:
DROP INDEX events_2024_kind_idx;
