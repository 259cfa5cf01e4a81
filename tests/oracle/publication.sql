-- Publications and subscriptions.

-- case: create-empty
-- setup:
CREATE SCHEMA app;
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE app.notes (id int PRIMARY KEY);
CREATE PUBLICATION feed FOR TABLE users;
-- statement:
CREATE PUBLICATION news;

-- case: create-tables
-- statement:
CREATE PUBLICATION news FOR TABLE users, teams;

-- case: create-columns
-- statement:
CREATE PUBLICATION news FOR TABLE users (id);

-- case: create-where
-- statement:
CREATE PUBLICATION news FOR TABLE users WHERE (id > 5);

-- case: create-all
-- statement:
CREATE PUBLICATION news FOR ALL TABLES;

-- case: create-schema
-- statement:
CREATE PUBLICATION news FOR TABLES IN SCHEMA app;

-- case: create-mixed
-- statement:
CREATE PUBLICATION news FOR TABLE users, TABLES IN SCHEMA app WITH (publish = 'insert');

-- case: add-table
-- statement:
ALTER PUBLICATION feed ADD TABLE teams;

-- case: add-schema
-- statement:
ALTER PUBLICATION feed ADD TABLES IN SCHEMA app;

-- case: set-table
-- statement:
ALTER PUBLICATION feed SET TABLE teams;

-- case: set-same-table
-- statement:
ALTER PUBLICATION feed SET TABLE users;

-- case: drop-table
-- statement:
ALTER PUBLICATION feed DROP TABLE users;

-- case: set-options
-- statement:
ALTER PUBLICATION feed SET (publish = 'insert');

-- case: rename
-- statement:
ALTER PUBLICATION feed RENAME TO stream;

-- case: owner
-- statement:
ALTER PUBLICATION feed OWNER TO CURRENT_USER;

-- case: drop
-- statement:
DROP PUBLICATION feed;

-- case: subscription
-- statement:
CREATE SUBSCRIPTION s CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION s DISABLE;
ALTER SUBSCRIPTION s SET (synchronous_commit = off);
ALTER SUBSCRIPTION s CONNECTION 'dbname=y';
ALTER SUBSCRIPTION s RENAME TO r;
ALTER SUBSCRIPTION r OWNER TO CURRENT_USER;
DROP SUBSCRIPTION r;

-- case: subscription-drop-missing
-- statement:
DROP SUBSCRIPTION IF EXISTS s;

-- case: create-partitioned
-- setup:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX events_at ON events (at);
INSERT INTO events SELECT g, date '2024-01-01' + g % 700 FROM generate_series(1, 8000) g;
-- statement:
CREATE PUBLICATION news FOR TABLE events;
