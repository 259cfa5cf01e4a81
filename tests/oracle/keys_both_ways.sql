-- Foreign keys between partitioned tables, reached from what they depend on.

-- case: drop-referencing-table
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000) PARTITION BY RANGE (id);
CREATE TABLE teams_1_1 PARTITION OF teams_1 FOR VALUES FROM (0) TO (10000);
CREATE TABLE teams_2 PARTITION OF teams FOR VALUES FROM (10000) TO (20000);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
INSERT INTO teams SELECT g, 't' || g FROM generate_series(10001, 15000) g;
CREATE TABLE users (id int, team_id int, CONSTRAINT of_team FOREIGN KEY (team_id) REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000);
CREATE TABLE notes (id int PRIMARY KEY, team_id int CONSTRAINT about_team REFERENCES teams, body text);
CREATE TABLE plain (id int PRIMARY KEY);
CREATE TABLE links (id int, plain_id int CONSTRAINT to_plain REFERENCES plain) PARTITION BY RANGE (id);
CREATE TABLE links_1 PARTITION OF links FOR VALUES FROM (0) TO (10000);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
INSERT INTO notes SELECT g, g, 'n' FROM generate_series(1, 5000) g;
INSERT INTO plain SELECT g FROM generate_series(1, 5000) g;
INSERT INTO links SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
DROP TABLE users;

-- case: drop-plain-referencing-table
-- statement:
DROP TABLE notes;

-- case: drop-plain-referencing-column
-- statement:
ALTER TABLE notes DROP COLUMN team_id;

-- case: drop-referencing-column-if-exists
-- statement:
ALTER TABLE users DROP COLUMN IF EXISTS team_id;

-- case: drop-referencing-column-cascade
-- statement:
ALTER TABLE users DROP COLUMN team_id CASCADE, ADD COLUMN note text;

-- case: drop-plain-constraint
-- statement:
ALTER TABLE notes DROP CONSTRAINT about_team;

-- case: drop-column-and-constraint
-- statement:
ALTER TABLE notes DROP CONSTRAINT about_team, DROP COLUMN team_id;

-- case: drop-leaf-cascade
-- statement:
DROP TABLE teams_1_1 CASCADE;

-- case: drop-middle-cascade
-- statement:
DROP TABLE teams_1 CASCADE;

-- case: drop-leaf
-- statement:
DROP TABLE teams_2;

-- case: drop-leaf-of-leaf
-- statement:
DROP TABLE teams_1_1;

-- case: drop-leaf-cascade-twice
-- statement:
DROP TABLE teams_2 CASCADE;
ALTER TABLE notes DROP COLUMN team_id;

-- case: drop-referencing-of-plain
-- statement:
DROP TABLE links;

-- case: drop-referencing-column-of-plain
-- statement:
ALTER TABLE links DROP COLUMN plain_id;

-- case: drop-referenced-column-cascade
-- statement:
ALTER TABLE plain DROP COLUMN id CASCADE;

-- case: drop-plain-cascade
-- statement:
DROP TABLE plain CASCADE;

-- case: drop-referenced-column-of-partitioned
-- statement:
ALTER TABLE teams DROP COLUMN name;

-- case: drop-leaf-and-referencing
-- statement:
DROP TABLE teams_2, users, notes CASCADE;

-- case: drop-schema-of-referencing
-- statement:
CREATE SCHEMA apart;
ALTER TABLE notes SET SCHEMA apart;
DROP SCHEMA apart CASCADE;

-- case: truncate-referencing
-- statement:
TRUNCATE users, notes;

-- case: rename-referenced-column
-- statement:
ALTER TABLE teams RENAME COLUMN id TO number;

-- case: rename-constraint
-- statement:
ALTER TABLE users RENAME CONSTRAINT of_team TO in_team;

-- case: alter-constraint-deferrable
-- statement:
ALTER TABLE users ALTER CONSTRAINT of_team DEFERRABLE;

-- case: alter-plain-constraint-deferrable
-- statement:
ALTER TABLE notes ALTER CONSTRAINT about_team DEFERRABLE INITIALLY DEFERRED;

-- case: disable-triggers-of-referenced
-- statement:
ALTER TABLE teams DISABLE TRIGGER ALL;

-- case: disable-triggers-of-referencing-user
-- statement:
ALTER TABLE users DISABLE TRIGGER USER;

-- case: type-of-referencing-column
-- statement:
ALTER TABLE notes ALTER COLUMN team_id TYPE bigint;

-- case: type-of-referencing-partitioned-column
-- statement:
ALTER TABLE users ALTER COLUMN team_id TYPE bigint;

-- case: type-of-plain-key
-- statement:
ALTER TABLE plain ALTER COLUMN id TYPE bigint;

-- case: add-second-key-not-valid
-- statement:
ALTER TABLE notes ADD CONSTRAINT again FOREIGN KEY (team_id) REFERENCES teams NOT VALID;

-- case: add-and-validate
-- statement:
ALTER TABLE notes ADD CONSTRAINT again FOREIGN KEY (team_id) REFERENCES teams NOT VALID;
ALTER TABLE notes VALIDATE CONSTRAINT again;

-- case: swap
-- statement:
ALTER TABLE notes DROP CONSTRAINT about_team, ADD CONSTRAINT about_team FOREIGN KEY (team_id) REFERENCES teams ON DELETE CASCADE NOT VALID;

-- case: attach-referenced
-- statement:
CREATE TABLE teams_3 (id int NOT NULL, name text);
ALTER TABLE teams ATTACH PARTITION teams_3 FOR VALUES FROM (20000) TO (30000);

-- case: create-partition-of-referenced
-- statement:
CREATE TABLE teams_3 PARTITION OF teams FOR VALUES FROM (20000) TO (30000);

-- case: create-partition-of-middle
-- statement:
CREATE TABLE teams_1_2 PARTITION OF teams_1 FOR VALUES FROM (20000) TO (30000);

-- case: detach-leaf-of-middle
-- statement:
ALTER TABLE teams_1 DETACH PARTITION teams_1_1;
