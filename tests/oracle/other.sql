-- Settings, transactions, maintenance, comments, grants, explicit locks.

-- case: set
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE VIEW emails AS SELECT email FROM users;
-- statement:
SET lock_timeout = '2s';

-- case: set-local
-- statement:
SET LOCAL statement_timeout = '5s';

-- case: set-search-path
-- statement:
SET search_path = app, public;

-- case: reset
-- statement:
RESET lock_timeout;

-- case: begin
-- statement:
BEGIN;

-- case: commit
-- statement:
COMMIT;

-- case: rollback
-- statement:
ROLLBACK;

-- case: savepoint
-- statement:
SAVEPOINT here;

-- case: savepoint-rolled-back
-- statement:
SAVEPOINT here;
ALTER TABLE users ADD COLUMN score int;
ROLLBACK TO SAVEPOINT here;

-- case: savepoint-released
-- statement:
SAVEPOINT here;
ALTER TABLE users ADD COLUMN score int;
RELEASE SAVEPOINT here;

-- case: set-constraints
-- statement:
SET CONSTRAINTS ALL DEFERRED;

-- case: analyze
-- statement:
ANALYZE users;

-- case: analyze-column
-- statement:
ANALYZE users (email);

-- case: analyze-database
-- statement:
ANALYZE;

-- case: vacuum
-- statement:
VACUUM users;

-- case: vacuum-analyze
-- statement:
VACUUM ANALYZE users;

-- case: vacuum-freeze
-- statement:
VACUUM (FREEZE) users;

-- case: vacuum-full
-- statement:
VACUUM FULL users;

-- case: cluster
-- statement:
CLUSTER users USING users_pkey;

-- case: comment-table
-- statement:
COMMENT ON TABLE users IS 'people';

-- case: comment-column
-- statement:
COMMENT ON COLUMN users.email IS 'address';

-- case: comment-index
-- statement:
COMMENT ON INDEX users_pkey IS 'key';

-- case: comment-constraint
-- statement:
COMMENT ON CONSTRAINT users_pkey ON users IS 'key';

-- case: comment-view
-- statement:
COMMENT ON VIEW emails IS 'addresses';

-- case: comment-schema
-- statement:
COMMENT ON SCHEMA public IS 'all';

-- case: grant
-- statement:
GRANT SELECT ON users TO PUBLIC;

-- case: grant-two-tables
-- statement:
GRANT SELECT, INSERT ON users, teams TO PUBLIC;

-- case: grant-column
-- statement:
GRANT SELECT (email) ON users TO PUBLIC;

-- case: grant-all-tables
-- statement:
GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC;

-- case: grant-schema
-- statement:
GRANT USAGE ON SCHEMA public TO PUBLIC;

-- case: revoke
-- statement:
REVOKE INSERT ON users FROM PUBLIC;

-- case: lock-table
-- statement:
LOCK TABLE users;

-- case: lock-table-share
-- statement:
LOCK TABLE users, teams IN SHARE MODE;

-- case: lock-table-nowait
-- statement:
LOCK TABLE ONLY users IN SHARE ROW EXCLUSIVE MODE NOWAIT;

-- case: lock-view
-- statement:
LOCK TABLE emails IN ACCESS SHARE MODE;

-- case: owner-same
-- statement:
ALTER TABLE users OWNER TO postgres;

-- case: set-fillfactor
-- statement:
ALTER TABLE users SET (fillfactor = 70);

-- case: set-statistics
-- statement:
ALTER TABLE users ALTER COLUMN email SET STATISTICS 500;

-- case: set-unlogged
-- statement:
ALTER TABLE users SET UNLOGGED;

-- case: replica-identity-full
-- statement:
ALTER TABLE users REPLICA IDENTITY FULL;

-- case: cluster-on
-- statement:
ALTER TABLE users CLUSTER ON users_pkey;

-- case: partitioned-analyze
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
-- statement:
ANALYZE events;

-- case: partitioned-vacuum
-- statement:
VACUUM events;

-- case: partitioned-comment
-- statement:
COMMENT ON TABLE events IS 'x';

-- case: partitioned-grant
-- statement:
GRANT SELECT ON events TO PUBLIC;

-- case: partitioned-lock
-- statement:
LOCK TABLE events IN SHARE MODE;
