-- Moving relations to another tablespace: what is copied, and what stays.
-- `lockstep_space` is there on each server that measures.

-- case: table
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE INDEX users_email_idx ON users (email);
CREATE TABLE moved (id int PRIMARY KEY, name text) TABLESPACE lockstep_space;
CREATE INDEX moved_name_idx ON moved (name) TABLESPACE lockstep_space;
CREATE TABLE events (k int NOT NULL, v int) PARTITION BY RANGE (k);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (3000);
CREATE TABLE events_high PARTITION OF events FOR VALUES FROM (3000) TO (6000);
CREATE INDEX events_v_idx ON events (v);
INSERT INTO users SELECT g, 'mail' || g, g % 90 FROM generate_series(1, 5000) g;
INSERT INTO moved SELECT g, 'name ' || g FROM generate_series(1, 5000) g;
INSERT INTO events SELECT g, g FROM generate_series(0, 5999) g;
CREATE MATERIALIZED VIEW counts AS SELECT age, count(*) AS n FROM users GROUP BY age;
CREATE INDEX counts_age_idx ON counts (age);
CREATE SEQUENCE tickets;
CREATE VIEW adults AS SELECT * FROM users WHERE age > 17;
-- statement:
ALTER TABLE users SET TABLESPACE lockstep_space;

-- case: table-back
-- statement:
ALTER TABLE moved SET TABLESPACE pg_default;

-- case: table-with-a-rewrite
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE bigint, SET TABLESPACE lockstep_space;

-- case: table-with-a-column
-- statement:
ALTER TABLE users SET TABLESPACE lockstep_space, ADD COLUMN score int NOT NULL DEFAULT 0;

-- case: table-with-not-null
-- statement:
ALTER TABLE users SET TABLESPACE lockstep_space, ALTER COLUMN email SET NOT NULL;

-- case: table-with-a-constraint
-- statement:
ALTER TABLE users SET TABLESPACE lockstep_space, ADD CONSTRAINT users_email_key UNIQUE (email);

-- case: partitioned-table
-- statement:
ALTER TABLE events SET TABLESPACE lockstep_space;

-- case: partition
-- statement:
ALTER TABLE events_low SET TABLESPACE lockstep_space;

-- case: index
-- statement:
ALTER INDEX users_email_idx SET TABLESPACE lockstep_space;

-- case: index-through-table
-- statement:
ALTER TABLE users_email_idx SET TABLESPACE lockstep_space;

-- case: index-of-primary-key
-- statement:
ALTER INDEX users_pkey SET TABLESPACE lockstep_space;

-- case: partitioned-index
-- statement:
ALTER INDEX events_v_idx SET TABLESPACE lockstep_space;

-- case: materialized-view
-- statement:
ALTER MATERIALIZED VIEW counts SET TABLESPACE lockstep_space;

-- case: view
-- statement:
ALTER VIEW adults SET TABLESPACE lockstep_space;

-- case: sequence
-- statement:
ALTER TABLE tickets SET TABLESPACE lockstep_space;

-- case: missing-space
-- statement:
ALTER TABLE users SET TABLESPACE nowhere;

-- case: into-global
-- statement:
ALTER TABLE users SET TABLESPACE pg_global;

-- case: all-tables
-- statement:
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE lockstep_space;

-- case: all-tables-back
-- statement:
ALTER TABLE ALL IN TABLESPACE lockstep_space SET TABLESPACE pg_default;

-- case: all-tables-of-a-role
-- statement:
ALTER TABLE ALL IN TABLESPACE pg_default OWNED BY postgres SET TABLESPACE lockstep_space NOWAIT;

-- case: all-indexes
-- statement:
ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE lockstep_space;

-- case: all-indexes-back
-- statement:
ALTER INDEX ALL IN TABLESPACE lockstep_space SET TABLESPACE pg_default;

-- case: all-materialized-views
-- statement:
ALTER MATERIALIZED VIEW ALL IN TABLESPACE pg_default SET TABLESPACE lockstep_space;

-- case: all-into-global
-- statement:
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_global;

-- case: create-table
-- statement:
CREATE TABLE fresh (id int PRIMARY KEY USING INDEX TABLESPACE lockstep_space, name text) TABLESPACE lockstep_space;

-- case: create-table-as
-- statement:
CREATE TABLE copied TABLESPACE lockstep_space AS SELECT * FROM users;

-- case: create-index
-- statement:
CREATE INDEX users_age_idx ON users (age) TABLESPACE lockstep_space;

-- case: create-partitioned-index
-- statement:
CREATE INDEX events_kv_idx ON events (k, v) TABLESPACE lockstep_space;

-- case: add-unique
-- statement:
ALTER TABLE users ADD UNIQUE (email) USING INDEX TABLESPACE lockstep_space;

-- case: reindex-index
-- statement:
REINDEX (TABLESPACE lockstep_space) INDEX users_email_idx;

-- case: reindex-table
-- statement:
REINDEX (TABLESPACE lockstep_space) TABLE users;

-- case: reindex-concurrently
-- statement:
REINDEX (TABLESPACE lockstep_space, CONCURRENTLY) INDEX users_email_idx;

-- case: reindex-partitioned
-- statement:
REINDEX (TABLESPACE lockstep_space) TABLE events;

-- case: default-tablespace
-- session:
SET default_tablespace = lockstep_space;
-- statement:
ALTER TABLE users ADD COLUMN code uuid UNIQUE;

-- case: default-tablespace-rewrite
-- session:
SET default_tablespace = lockstep_space;
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE bigint;

-- case: rewrite-of-moved
-- statement:
ALTER TABLE moved ALTER COLUMN id TYPE bigint;

-- case: materialized-view-created
-- statement:
CREATE MATERIALIZED VIEW ages TABLESPACE lockstep_space AS SELECT age FROM users;
