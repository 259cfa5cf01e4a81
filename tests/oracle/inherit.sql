-- Inheritance: what children are asked for, and what they refuse alone.

-- case: add-column
-- setup:
CREATE TABLE events (id int, at date, CONSTRAINT positive CHECK (id > 0));
INSERT INTO events SELECT g, now() FROM generate_series(1, 5000) g;
CREATE TABLE clicks (target text) INHERITS (events);
INSERT INTO clicks SELECT g, now(), 't' FROM generate_series(1, 5000) g;
CREATE TABLE touches () INHERITS (clicks);
INSERT INTO touches SELECT g, now(), 't' FROM generate_series(1, 5000) g;
CREATE TABLE own (id int, at date, CONSTRAINT positive CHECK (id > 0));
INSERT INTO own SELECT g, now() FROM generate_series(1, 5000) g;
CREATE TABLE lacks (id int);
CREATE TABLE typed (id bigint, at date, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE unchecked (id int, at date);
CREATE TABLE split (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE split_1 PARTITION OF split FOR VALUES FROM (0) TO (10);
-- statement:
ALTER TABLE events ADD COLUMN note text;

-- case: add-column-only
-- statement:
ALTER TABLE ONLY events ADD COLUMN note text;

-- case: add-column-child-has-it
-- statement:
ALTER TABLE events ADD COLUMN target text;

-- case: add-column-child-has-another-type
-- statement:
ALTER TABLE events ADD COLUMN target int;

-- case: drop-column
-- statement:
ALTER TABLE events DROP COLUMN at;

-- case: drop-column-only
-- statement:
ALTER TABLE ONLY events DROP COLUMN at;

-- case: drop-inherited-column
-- statement:
ALTER TABLE clicks DROP COLUMN at;

-- case: rename-column
-- statement:
ALTER TABLE events RENAME COLUMN at TO happened_at;

-- case: rename-column-only
-- statement:
ALTER TABLE ONLY events RENAME COLUMN at TO happened_at;

-- case: rename-inherited-column
-- statement:
ALTER TABLE clicks RENAME COLUMN at TO happened_at;

-- case: set-default
-- statement:
ALTER TABLE events ALTER COLUMN at SET DEFAULT now();

-- case: set-not-null
-- statement:
ALTER TABLE events ALTER COLUMN at SET NOT NULL;

-- case: set-not-null-only
-- statement:
ALTER TABLE ONLY events ALTER COLUMN at SET NOT NULL;

-- case: set-not-null-child
-- statement:
ALTER TABLE clicks ALTER COLUMN at SET NOT NULL;

-- case: set-statistics
-- statement:
ALTER TABLE events ALTER COLUMN at SET STATISTICS 500;

-- case: set-storage
-- statement:
ALTER TABLE clicks ALTER COLUMN target SET STORAGE external;

-- case: add-check
-- statement:
ALTER TABLE events ADD CONSTRAINT recent CHECK (at > '2000-01-01');

-- case: add-check-only
-- statement:
ALTER TABLE ONLY events ADD CONSTRAINT recent CHECK (at > '2000-01-01');

-- case: add-check-no-inherit
-- statement:
ALTER TABLE events ADD CONSTRAINT recent CHECK (at > '2000-01-01') NO INHERIT;

-- case: add-check-not-valid
-- statement:
ALTER TABLE events ADD CONSTRAINT recent CHECK (at > '2000-01-01') NOT VALID;

-- case: add-check-child-has-it
-- statement:
ALTER TABLE events ADD CONSTRAINT positive CHECK (id > 0);

-- case: drop-check
-- statement:
ALTER TABLE events DROP CONSTRAINT positive;

-- case: drop-check-only
-- statement:
ALTER TABLE ONLY events DROP CONSTRAINT positive;

-- case: drop-inherited-check
-- statement:
ALTER TABLE clicks DROP CONSTRAINT positive;

-- case: rename-check
-- statement:
ALTER TABLE events RENAME CONSTRAINT positive TO above_zero;

-- case: rename-check-only
-- statement:
ALTER TABLE ONLY events RENAME CONSTRAINT positive TO above_zero;

-- case: rename-inherited-check
-- statement:
ALTER TABLE clicks RENAME CONSTRAINT positive TO above_zero;

-- case: add-primary-key
-- statement:
ALTER TABLE events ADD PRIMARY KEY (id);

-- case: add-unique
-- statement:
ALTER TABLE events ADD UNIQUE (id);

-- case: create-index
-- statement:
CREATE INDEX ON events (at);

-- case: inherit
-- statement:
ALTER TABLE own INHERIT events;

-- case: inherit-below-child
-- statement:
ALTER TABLE clicks INHERIT own;

-- case: inherit-lacks-column
-- statement:
ALTER TABLE lacks INHERIT events;

-- case: inherit-another-type
-- statement:
ALTER TABLE typed INHERIT events;

-- case: inherit-lacks-check
-- statement:
ALTER TABLE unchecked INHERIT events;

-- case: inherit-twice
-- statement:
ALTER TABLE clicks INHERIT events;

-- case: inherit-circle
-- statement:
ALTER TABLE events INHERIT touches;

-- case: inherit-partitioned
-- statement:
ALTER TABLE own INHERIT split;

-- case: inherit-partition
-- statement:
ALTER TABLE split_1 INHERIT own;

-- case: inherit-from-partition
-- statement:
ALTER TABLE own INHERIT split_1;

-- case: no-inherit
-- statement:
ALTER TABLE clicks NO INHERIT events;

-- case: no-inherit-stranger
-- statement:
ALTER TABLE own NO INHERIT events;

-- case: no-inherit-partition
-- statement:
ALTER TABLE split_1 NO INHERIT split;

-- case: create-child
-- statement:
CREATE TABLE taps (id int) INHERITS (clicks, own);

-- case: create-child-of-partitioned
-- statement:
CREATE TABLE taps () INHERITS (split);

-- case: create-child-another-type
-- statement:
CREATE TABLE taps (id text) INHERITS (events);

-- case: drop-parent
-- statement:
DROP TABLE events;

-- case: drop-child
-- statement:
DROP TABLE touches;

-- case: drop-middle-cascade
-- statement:
DROP TABLE clicks CASCADE;

-- case: truncate
-- statement:
TRUNCATE events;

-- case: truncate-only
-- statement:
TRUNCATE ONLY events;

-- case: lock
-- statement:
LOCK TABLE events IN SHARE MODE;

-- case: lock-only
-- statement:
LOCK TABLE ONLY events IN SHARE MODE;

-- case: update
-- statement:
UPDATE events SET at = now();

-- case: update-only
-- statement:
UPDATE ONLY events SET at = now();

-- case: delete-only
-- statement:
DELETE FROM ONLY events;

-- case: select-only
-- statement:
SELECT count(*) FROM ONLY events;

-- case: set-parameters
-- statement:
ALTER TABLE events SET (fillfactor = 80);

-- case: set-unlogged
-- statement:
ALTER TABLE events SET UNLOGGED;

-- case: enable-trigger
-- statement:
ALTER TABLE events ENABLE TRIGGER ALL;

-- case: replica-identity
-- statement:
ALTER TABLE events REPLICA IDENTITY FULL;

-- case: row-security
-- statement:
ALTER TABLE events ENABLE ROW LEVEL SECURITY;

-- case: set-schema
-- statement:
CREATE SCHEMA elsewhere;
ALTER TABLE events SET SCHEMA elsewhere;

-- case: cluster-on
-- statement:
CREATE INDEX events_at ON events (at);
ALTER TABLE events CLUSTER ON events_at;
