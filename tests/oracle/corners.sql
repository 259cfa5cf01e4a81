-- What random statements found: orders of refusals, and names that PostgreSQL
-- gives again.

-- case: rename-to-itself-below
-- setup:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE events (k int NOT NULL, a text, b varchar(20), PRIMARY KEY (k)) PARTITION BY RANGE (k);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (3000);
CREATE TABLE events_mid PARTITION OF events FOR VALUES FROM (3000) TO (6000) PARTITION BY HASH (k);
CREATE TABLE events_mid_0 PARTITION OF events_mid FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE events_late (k int NOT NULL, a text, b varchar(20), PRIMARY KEY (k));
CREATE INDEX events_low_mine ON events_low (b);
CREATE INDEX events_b_idx ON events (b);
CREATE INDEX events_k_one ON events (k);
CREATE INDEX events_k_two ON events (k);
CREATE TABLE notes (id int PRIMARY KEY, code varchar(20) NOT NULL UNIQUE, made timestamp, twice int, CHECK (twice > 0));
CREATE TABLE notes_more (own int) INHERITS (notes);
CREATE MATERIALIZED VIEW shown AS SELECT id, code FROM notes;
INSERT INTO events SELECT g, 'a' || g, 'b' || g FROM generate_series(0, 5000) g;
INSERT INTO events_late SELECT g, 'a' || g, 'b' || g FROM generate_series(6000, 9000) g;
INSERT INTO notes SELECT g, 'c' || g, now(), g + 1 FROM generate_series(1, 5000) g;
INSERT INTO notes_more SELECT g, 'c' || g, now(), g + 1 FROM generate_series(6000, 9000) g;
REFRESH MATERIALIZED VIEW shown;
-- statement:
ALTER TABLE events_mid RENAME COLUMN a TO a;

-- case: rename-to-name-of-child
-- statement:
ALTER TABLE notes RENAME COLUMN made TO own;

-- case: rename-only-with-partitions
-- statement:
ALTER TABLE ONLY events RENAME COLUMN a TO z;

-- case: type-below-named-index
-- statement:
ALTER TABLE events ALTER COLUMN b TYPE text;

-- case: type-below-named-index-collated
-- statement:
ALTER TABLE events ALTER COLUMN b TYPE varchar(20) COLLATE "C";

-- case: type-below-rewritten
-- statement:
ALTER TABLE events ALTER COLUMN b TYPE bytea USING b::bytea;

-- case: type-below-then-index
-- statement:
ALTER TABLE events ALTER COLUMN b TYPE text;
ALTER INDEX events_low_mine RENAME TO events_low_again;

-- case: type-of-only-parent-without-cast
-- statement:
ALTER TABLE ONLY events ALTER COLUMN a TYPE jsonb;

-- case: type-of-only-parent
-- statement:
ALTER TABLE ONLY events ALTER COLUMN a TYPE varchar(50);

-- case: rewrite-and-drop-key-of-partitions
-- statement:
ALTER TABLE events ALTER COLUMN b TYPE bytea USING b::bytea, DROP CONSTRAINT events_pkey;

-- case: attach-with-two-equal-indexes
-- statement:
ALTER TABLE events ATTACH PARTITION events_late FOR VALUES FROM (6000) TO (9001);

-- case: drop-column-and-validate-its-check
-- statement:
ALTER TABLE notes DROP COLUMN twice, VALIDATE CONSTRAINT notes_twice_check;

-- case: drop-column-and-alter-its-key
-- statement:
ALTER TABLE notes_more DROP COLUMN IF EXISTS missing, ALTER CONSTRAINT notes_code_key NOT DEFERRABLE;

-- case: drop-constraint-and-validate-it
-- statement:
ALTER TABLE notes DROP CONSTRAINT notes_twice_check, VALIDATE CONSTRAINT notes_twice_check;

-- case: drop-column-and-cluster-on-its-index
-- statement:
ALTER TABLE notes DROP COLUMN code CASCADE, CLUSTER ON notes_code_key;

-- case: identity-of-materialized-view-by-foreign-index
-- statement:
ALTER TABLE shown REPLICA IDENTITY USING INDEX notes_pkey;

-- case: identity-of-materialized-view-by-missing-index
-- statement:
ALTER TABLE shown REPLICA IDENTITY USING INDEX missing;

-- case: not-null-by-another-name
-- statement:
ALTER TABLE notes ADD CONSTRAINT fresh NOT NULL code;

-- case: not-null-by-another-name-not-valid
-- statement:
ALTER TABLE ONLY events_mid_0 ADD CONSTRAINT fresh NOT NULL k NOT VALID;

-- case: not-null-by-its-own-name
-- statement:
ALTER TABLE notes ADD CONSTRAINT notes_code_not_null NOT NULL code;

-- case: not-null-over-not-valid
-- statement:
ALTER TABLE notes ADD CONSTRAINT soft NOT NULL made NOT VALID;
ALTER TABLE notes ADD NOT NULL made;

-- case: add-existing-enum-value
-- statement:
ALTER TYPE mood ADD VALUE 'sad';

-- case: add-existing-value-to-fresh-enum
-- statement:
CREATE TYPE taste AS ENUM ('sweet');
ALTER TYPE taste ADD VALUE 'sweet';

-- case: vacuum-inheritance-parent
-- statement:
VACUUM notes;

-- case: vacuum-full-inheritance-parent
-- statement:
VACUUM FULL notes;

-- case: vacuum-analyze-inheritance-parent
-- statement:
VACUUM ANALYZE notes;

-- case: unique-without-partition-key-by-taken-name
-- statement:
ALTER TABLE events ADD CONSTRAINT events_pkey UNIQUE (a);

-- case: unique-index-without-partition-key-by-taken-name
-- statement:
CREATE UNIQUE INDEX events_pkey ON events (a);

-- case: exclude-without-partition-key
-- statement:
ALTER TABLE events ADD EXCLUDE USING btree (a WITH =);

-- case: exclude-with-partition-key
-- statement:
ALTER TABLE events_mid ADD EXCLUDE USING btree (k WITH =);

-- case: inherit-from-partition-by-taken-name
-- statement:
CREATE TABLE notes (more int) INHERITS (events_low);

-- case: inherit-from-missing-by-taken-name
-- statement:
CREATE TABLE notes (more int) INHERITS (missing);

-- case: inherit-another-type-by-taken-name
-- statement:
CREATE TABLE events (id text) INHERITS (notes);

-- case: missing-type-by-taken-name
-- statement:
CREATE TABLE notes (more missing);

-- case: column-twice-by-taken-name
-- statement:
CREATE TABLE notes (more int, more int);

-- case: two-keys-by-taken-name
-- statement:
CREATE TABLE notes (more int PRIMARY KEY, PRIMARY KEY (more));

-- case: like-missing-by-taken-name
-- statement:
CREATE TABLE notes (LIKE missing);

-- case: view-of-missing-column
-- statement:
CREATE VIEW fresh AS SELECT missing FROM notes;

-- case: view-of-one-missing-column
-- statement:
CREATE VIEW fresh AS SELECT id, missing FROM notes WHERE id > 5;

-- case: replace-view-by-missing-column
-- statement:
CREATE OR REPLACE VIEW notes AS SELECT missing FROM notes;

-- case: materialized-view-of-missing-column
-- statement:
CREATE MATERIALIZED VIEW shown AS SELECT missing FROM notes;

-- case: table-of-missing-column
-- statement:
CREATE TABLE IF NOT EXISTS notes AS SELECT missing FROM events;

-- case: view-of-system-column
-- statement:
CREATE VIEW fresh AS SELECT ctid, tableoid FROM notes;

-- case: view-of-row
-- statement:
CREATE VIEW fresh AS SELECT notes, id FROM notes;

-- case: view-of-label
-- statement:
CREATE VIEW fresh AS SELECT id AS missing, code other FROM notes ORDER BY missing;

-- case: drop-base-of-generated-column
-- statement:
CREATE TABLE made (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) STORED);
ALTER TABLE made DROP COLUMN a;
