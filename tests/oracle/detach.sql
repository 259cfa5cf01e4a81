-- DETACH PARTITION, and partitions that are dropped or emptied.

-- case: sub-partitioned
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE INDEX orders_at ON orders (at);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000) PARTITION BY RANGE (id);
CREATE TABLE orders_1_1 PARTITION OF orders_1 FOR VALUES FROM (0) TO (2000);
CREATE TABLE orders_1_2 PARTITION OF orders_1 FOR VALUES FROM (2000) TO (5000);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (5000) TO (10000);
INSERT INTO orders SELECT g, now() FROM generate_series(0, 9999) g;
-- statement:
ALTER TABLE orders DETACH PARTITION orders_1;

-- case: sub-partitioned-concurrently
-- statement:
ALTER TABLE orders DETACH PARTITION orders_1 CONCURRENTLY;

-- case: of-sub-partitioned
-- statement:
ALTER TABLE orders_1 DETACH PARTITION orders_1_1;

-- case: of-sub-partitioned-concurrently
-- statement:
ALTER TABLE orders_1 DETACH PARTITION orders_1_1 CONCURRENTLY;

-- case: of-grandparent
-- statement:
ALTER TABLE orders DETACH PARTITION orders_1_1;

-- case: missing
-- statement:
ALTER TABLE orders DETACH PARTITION nowhere;

-- case: from-no-partitioned-table
-- statement:
ALTER TABLE orders_2 DETACH PARTITION orders_1;

-- case: drop-sub-partitioned
-- statement:
DROP TABLE orders_1;

-- case: drop-of-sub-partitioned
-- statement:
DROP TABLE orders_1_1;

-- case: truncate-sub-partitioned
-- statement:
TRUNCATE orders_1;

-- case: truncate-only-partitioned
-- statement:
TRUNCATE ONLY orders;

-- case: drop-parent
-- statement:
DROP TABLE orders;

-- case: with-default
-- setup:
CREATE TABLE orders (id int PRIMARY KEY, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT PARTITION BY RANGE (id);
CREATE TABLE orders_rest_1 PARTITION OF orders_rest FOR VALUES FROM (5000) TO (10000);
INSERT INTO orders SELECT g, now() FROM generate_series(0, 9999) g;
-- statement:
ALTER TABLE orders DETACH PARTITION orders_1;

-- case: default-sub-partitioned
-- statement:
ALTER TABLE orders DETACH PARTITION orders_rest;

-- case: drop-with-sub-partitioned-default
-- statement:
DROP TABLE orders_1;

-- case: drop-sub-partitioned-default
-- statement:
DROP TABLE orders_rest;

-- case: drop-of-sub-partitioned-default
-- statement:
DROP TABLE orders_rest_1;

-- case: with-triggers
-- setup:
CREATE TABLE orders (id int PRIMARY KEY, at date) PARTITION BY RANGE (id);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER seen AFTER INSERT ON orders FOR EACH ROW EXECUTE PROCEDURE nothing();
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000);
INSERT INTO orders SELECT g, now() FROM generate_series(0, 4999) g;
-- statement:
ALTER TABLE orders DETACH PARTITION orders_1;

-- case: then-drop
-- statement:
ALTER TABLE orders DETACH PARTITION orders_1;
DROP TABLE orders_1;

-- case: self-reference
-- setup:
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int REFERENCES nodes) PARTITION BY RANGE (id);
CREATE TABLE nodes_1 PARTITION OF nodes FOR VALUES FROM (0) TO (10000);
CREATE TABLE nodes_2 PARTITION OF nodes FOR VALUES FROM (10000) TO (20000);
INSERT INTO nodes SELECT g, g FROM generate_series(1, 5000) g;
INSERT INTO nodes SELECT g, g - 10000 FROM generate_series(10001, 15000) g;
-- statement:
ALTER TABLE nodes DETACH PARTITION nodes_2;

-- case: self-reference-drop
-- statement:
DROP TABLE nodes_2;

-- case: self-reference-truncate
-- statement:
TRUNCATE nodes_2;

-- case: self-reference-truncate-parent
-- statement:
TRUNCATE nodes;

-- case: both-partitioned
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000);
CREATE TABLE teams_2 PARTITION OF teams FOR VALUES FROM (10000) TO (20000);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int, team_id int REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000);
CREATE TABLE users_2 PARTITION OF users FOR VALUES FROM (10000) TO (20000);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
INSERT INTO teams SELECT g, 't' || g FROM generate_series(10001, 15000) g;
INSERT INTO users SELECT g, g - 10000 FROM generate_series(10001, 15000) g;
-- statement:
ALTER TABLE users DETACH PARTITION users_1;

-- case: both-partitioned-referenced
-- statement:
ALTER TABLE teams DETACH PARTITION teams_2;

-- case: both-partitioned-concurrently
-- statement:
ALTER TABLE users DETACH PARTITION users_1 CONCURRENTLY;

-- case: both-partitioned-referenced-concurrently
-- statement:
ALTER TABLE teams DETACH PARTITION teams_2 CONCURRENTLY;

-- case: drop-referencing-partition
-- statement:
DROP TABLE users_1;

-- case: drop-referenced-partition
-- statement:
DROP TABLE teams_2;

-- case: drop-referenced-partition-cascade
-- statement:
DROP TABLE teams_2 CASCADE;

-- case: truncate-referencing-partition
-- statement:
TRUNCATE users_1;

-- case: truncate-referenced-partition
-- statement:
TRUNCATE teams_2;

-- case: truncate-referenced-partition-cascade
-- statement:
TRUNCATE teams_2 CASCADE;

-- case: truncate-referenced-cascade
-- statement:
TRUNCATE teams CASCADE;

-- case: truncate-both
-- statement:
TRUNCATE teams, users;

-- case: drop-both
-- statement:
DROP TABLE users, teams;

-- case: drop-referenced-parent
-- statement:
DROP TABLE teams;

-- case: drop-referenced-parent-cascade
-- statement:
DROP TABLE teams CASCADE;

-- case: drop-foreign-key
-- statement:
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;

-- case: drop-foreign-key-of-partition
-- statement:
ALTER TABLE users_1 DROP CONSTRAINT users_team_id_fkey;

-- case: drop-foreign-key-only
-- statement:
ALTER TABLE ONLY users DROP CONSTRAINT users_team_id_fkey;

-- case: drop-referencing-column
-- statement:
ALTER TABLE users DROP COLUMN team_id;

-- case: drop-key-cascade
-- statement:
ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE;

-- case: add-foreign-key-both
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000);
CREATE TABLE teams_2 PARTITION OF teams FOR VALUES FROM (10000) TO (20000);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int, team_id int) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000);
CREATE TABLE users_2 PARTITION OF users FOR VALUES FROM (10000) TO (20000);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
INSERT INTO teams SELECT g, 't' || g FROM generate_series(10001, 15000) g;
INSERT INTO users SELECT g, g - 10000 FROM generate_series(10001, 15000) g;
-- statement:
ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES teams;

-- case: add-foreign-key-not-valid-both
-- statement:
ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES teams NOT VALID;

-- case: add-foreign-key-of-partition
-- statement:
ALTER TABLE users_1 ADD FOREIGN KEY (team_id) REFERENCES teams;

-- case: add-foreign-key-to-partition
-- statement:
ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES teams_1;

-- case: add-foreign-key-column-both
-- statement:
ALTER TABLE users ADD COLUMN second_id int REFERENCES teams;

-- case: add-self-reference
-- statement:
ALTER TABLE teams ADD COLUMN parent_id int REFERENCES teams;

-- case: cycle
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, owner_id int) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000);
CREATE TABLE users (id int PRIMARY KEY, team_id int REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000);
ALTER TABLE teams ADD FOREIGN KEY (owner_id) REFERENCES users;
INSERT INTO teams SELECT g, NULL FROM generate_series(1, 5000) g;
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
UPDATE teams SET owner_id = id;
CREATE TABLE teams_2 PARTITION OF teams FOR VALUES FROM (10000) TO (20000);
INSERT INTO teams SELECT g, NULL FROM generate_series(10001, 15000) g;
CREATE TABLE fresh (id int PRIMARY KEY, owner_id int, CHECK (id >= 20000 AND id < 30000));
INSERT INTO fresh SELECT g, g - 20000 FROM generate_series(20001, 25000) g;
-- statement:
ALTER TABLE teams DETACH PARTITION teams_2;

-- case: cycle-attach
-- statement:
ALTER TABLE teams ATTACH PARTITION fresh FOR VALUES FROM (20000) TO (30000);

-- case: cycle-create
-- statement:
CREATE TABLE teams_3 PARTITION OF teams FOR VALUES FROM (20000) TO (30000);

-- case: cycle-drop-cascade
-- statement:
DROP TABLE teams CASCADE;
