-- REINDEX, CLUSTER, REFRESH, VACUUM, ANALYZE.

-- case: reindex-index
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE INDEX users_age ON users (age);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE MATERIALIZED VIEW ages AS SELECT age, count(*) AS n FROM users GROUP BY age;
CREATE UNIQUE INDEX ages_age ON ages (age);
-- statement:
REINDEX INDEX users_age;

-- case: reindex-primary-key
-- statement:
REINDEX INDEX users_pkey;

-- case: reindex-table
-- statement:
REINDEX TABLE users;

-- case: reindex-table-verbose
-- statement:
REINDEX (VERBOSE) TABLE users;

-- case: reindex-index-concurrently
-- statement:
REINDEX INDEX CONCURRENTLY users_age;

-- case: reindex-table-concurrently
-- statement:
REINDEX TABLE CONCURRENTLY users;

-- case: reindex-table-concurrently-option
-- statement:
REINDEX (CONCURRENTLY) TABLE users;

-- case: reindex-schema
-- statement:
REINDEX SCHEMA public;

-- case: cluster-using
-- statement:
CLUSTER users USING users_age;

-- case: cluster-old-form
-- statement:
CLUSTER users_age ON users;

-- case: cluster-never-clustered
-- statement:
CLUSTER users;

-- case: cluster-all
-- statement:
CLUSTER;

-- case: cluster-verbose-option
-- statement:
CLUSTER (VERBOSE) users USING users_pkey;

-- case: refresh
-- statement:
REFRESH MATERIALIZED VIEW ages;

-- case: refresh-concurrently
-- statement:
REFRESH MATERIALIZED VIEW CONCURRENTLY ages;

-- case: refresh-concurrently-no-data
-- statement:
REFRESH MATERIALIZED VIEW CONCURRENTLY ages WITH NO DATA;

-- case: vacuum-full-option
-- statement:
VACUUM (FULL, ANALYZE) users;

-- case: vacuum-full-off
-- statement:
VACUUM (FULL false) users;

-- case: vacuum-truncate-false
-- statement:
VACUUM (TRUNCATE false) users;

-- case: vacuum-parallel
-- statement:
VACUUM (PARALLEL 2) users;

-- case: vacuum-only
-- statement:
VACUUM ONLY users;

-- case: analyze-only
-- statement:
ANALYZE ONLY users;

-- case: analyze-skip-locked
-- statement:
ANALYZE (SKIP_LOCKED) users;

-- case: repack
-- statement:
REPACK users;

-- case: cluster-again
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY);
INSERT INTO users SELECT g FROM generate_series(1, 5000) g;
CLUSTER users USING users_pkey;
CREATE MATERIALIZED VIEW copies AS SELECT id FROM users;
-- statement:
CLUSTER users;

-- case: refresh-concurrently-without-unique
-- statement:
REFRESH MATERIALIZED VIEW CONCURRENTLY copies;

-- case: partitioned-reindex-table
-- setup:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX events_at ON events (at);
INSERT INTO events SELECT g, date '2024-01-01' + g % 700 FROM generate_series(1, 8000) g;
-- statement:
REINDEX TABLE events;

-- case: partitioned-reindex-index
-- statement:
REINDEX INDEX events_at;

-- case: partitioned-reindex-concurrently
-- statement:
REINDEX TABLE CONCURRENTLY events;

-- case: partition-reindex
-- statement:
REINDEX TABLE events_2024;

-- case: partitioned-cluster
-- statement:
CLUSTER events USING events_at;

-- case: partitioned-vacuum-full
-- statement:
VACUUM FULL events;

-- case: partitioned-analyze-only
-- statement:
ANALYZE ONLY events;

-- case: partitioned-vacuum-only
-- statement:
VACUUM ONLY events;
