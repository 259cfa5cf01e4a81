-- DROP TABLE, RENAME and TRUNCATE.

-- case: plain
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id bigserial PRIMARY KEY, email text, team_id int REFERENCES teams);
INSERT INTO users SELECT g, 'u' || g, g FROM generate_series(1, 5000) g;
CREATE TABLE notes (id bigserial PRIMARY KEY, body text);
INSERT INTO notes SELECT g, 'n' || g FROM generate_series(1, 5000) g;
CREATE VIEW bodies AS SELECT body FROM notes;
-- statement:
DROP TABLE users;

-- case: referenced
-- statement:
DROP TABLE teams;

-- case: referenced-cascade
-- statement:
DROP TABLE teams CASCADE;

-- case: both
-- statement:
DROP TABLE users, teams;

-- case: in-view
-- statement:
DROP TABLE notes;

-- case: in-view-cascade
-- statement:
DROP TABLE notes CASCADE;

-- case: if-exists
-- statement:
DROP TABLE IF EXISTS users;

-- case: if-exists-missing
-- statement:
DROP TABLE IF EXISTS nobody;

-- case: missing
-- statement:
DROP TABLE nobody;

-- case: drop-view
-- statement:
DROP VIEW bodies;

-- case: drop-sequence-owned
-- statement:
DROP SEQUENCE users_id_seq;

-- case: rename-table
-- statement:
ALTER TABLE users RENAME TO people;

-- case: rename-table-referenced
-- statement:
ALTER TABLE teams RENAME TO groups;

-- case: rename-column
-- statement:
ALTER TABLE users RENAME COLUMN email TO address;

-- case: rename-column-in-view
-- statement:
ALTER TABLE notes RENAME body TO text;

-- case: rename-column-referenced-key
-- statement:
ALTER TABLE teams RENAME COLUMN id TO team_id;

-- case: rename-column-missing
-- statement:
ALTER TABLE users RENAME COLUMN nickname TO nick;

-- case: rename-if-exists-missing
-- statement:
ALTER TABLE IF EXISTS nobody RENAME TO somebody;

-- case: set-schema
-- statement:
CREATE SCHEMA archive;
ALTER TABLE users SET SCHEMA archive;

-- case: truncate
-- statement:
TRUNCATE notes;

-- case: truncate-referencing
-- statement:
TRUNCATE TABLE users;

-- case: truncate-referenced
-- statement:
TRUNCATE teams;

-- case: truncate-referenced-cascade
-- statement:
TRUNCATE teams CASCADE;

-- case: truncate-both-restart
-- statement:
TRUNCATE teams, users RESTART IDENTITY;

-- case: partition
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
INSERT INTO events SELECT g, date '2030-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
CREATE INDEX events_kind_idx ON events (kind);
-- statement:
DROP TABLE events_2024;

-- case: partitioned
-- statement:
DROP TABLE events;

-- case: rename-partitioned
-- statement:
ALTER TABLE events RENAME TO facts;

-- case: rename-column-partitioned
-- statement:
ALTER TABLE events RENAME COLUMN kind TO sort;

-- case: truncate-partitioned
-- statement:
TRUNCATE events;

-- case: truncate-partition
-- statement:
TRUNCATE events_2024;

-- case: partition-of-referenced
-- setup:
CREATE TABLE accounts (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE accounts_low PARTITION OF accounts FOR VALUES FROM (0) TO (10000);
CREATE TABLE accounts_high PARTITION OF accounts FOR VALUES FROM (10000) TO (20000);
INSERT INTO accounts SELECT g, 'a' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, account_id int REFERENCES accounts);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
DROP TABLE accounts_high;
