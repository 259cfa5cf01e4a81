-- Constraints that come from a parent, in trees of inheritance and of
-- partitions of several levels.

-- case: add-check-two-parents
-- setup:
CREATE TABLE named (id int, name text);
CREATE TABLE dated (id int, since date);
CREATE TABLE people (email text) INHERITS (named, dated);
CREATE TABLE members (fee int) INHERITS (people);
CREATE TABLE events (id int NOT NULL, at date NOT NULL, kind text, n int) PARTITION BY RANGE (at);
CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE events_24_a PARTITION OF events_24 FOR VALUES IN ('a');
CREATE TABLE events_24_rest PARTITION OF events_24 DEFAULT;
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE INDEX events_n ON events (n);
INSERT INTO named SELECT g, 'n' || g FROM generate_series(1, 2000) g;
INSERT INTO dated SELECT g, '2024-01-01' FROM generate_series(1, 2000) g;
INSERT INTO people SELECT g, 'p' || g, '2024-01-01', 'e' || g FROM generate_series(1, 2000) g;
INSERT INTO members SELECT g, 'm' || g, '2024-01-01', 'e' || g, 5 FROM generate_series(1, 2000) g;
INSERT INTO events SELECT g, '2024-05-05', CASE g % 2 WHEN 0 THEN 'a' ELSE 'b' END, g FROM generate_series(1, 4000) g;
INSERT INTO events SELECT g, '2026-05-05', 'a', g FROM generate_series(1, 2000) g;
-- statement:
ALTER TABLE named ADD CONSTRAINT id_there CHECK (id > 0);

-- case: add-check-no-inherit
-- statement:
ALTER TABLE named ADD CONSTRAINT id_there CHECK (id > 0) NO INHERIT;

-- case: add-check-only
-- statement:
ALTER TABLE ONLY named ADD CONSTRAINT id_there CHECK (id > 0);

-- case: add-check-of-both-parents
-- statement:
ALTER TABLE named ADD CONSTRAINT id_there CHECK (id > 0);
ALTER TABLE dated ADD CONSTRAINT id_there CHECK (id > 0);

-- case: drop-check-of-one-parent
-- statement:
ALTER TABLE named ADD CONSTRAINT id_there CHECK (id > 0);
ALTER TABLE dated ADD CONSTRAINT id_there CHECK (id > 0);
ALTER TABLE named DROP CONSTRAINT id_there;
ALTER TABLE people DROP CONSTRAINT id_there;

-- case: not-null-two-parents
-- statement:
ALTER TABLE named ALTER COLUMN id SET NOT NULL;

-- case: not-null-only
-- statement:
ALTER TABLE ONLY named ALTER COLUMN id SET NOT NULL;

-- case: drop-not-null-inherited
-- statement:
ALTER TABLE named ALTER COLUMN id SET NOT NULL;
ALTER TABLE people ALTER COLUMN id DROP NOT NULL;

-- case: not-null-proven-in-parent-only
-- statement:
ALTER TABLE ONLY named ADD CONSTRAINT id_there CHECK (id IS NOT NULL) NO INHERIT;
ALTER TABLE named ALTER COLUMN id SET NOT NULL;

-- case: not-null-proven-everywhere
-- statement:
ALTER TABLE named ADD CONSTRAINT id_there CHECK (id IS NOT NULL);
ALTER TABLE named ALTER COLUMN id SET NOT NULL;

-- case: drop-column-of-two-parents
-- statement:
ALTER TABLE named DROP COLUMN id;

-- case: drop-inherited-column
-- statement:
ALTER TABLE people DROP COLUMN name;

-- case: drop-column-of-one-parent
-- statement:
ALTER TABLE named DROP COLUMN name;

-- case: rename-column-of-two-parents
-- statement:
ALTER TABLE named RENAME COLUMN id TO number;

-- case: rename-column-of-one-parent
-- statement:
ALTER TABLE named RENAME COLUMN name TO title;

-- case: rename-only
-- statement:
ALTER TABLE ONLY named RENAME COLUMN name TO title;

-- case: rename-inherited
-- statement:
ALTER TABLE members RENAME COLUMN name TO title;

-- case: rename-inherited-constraint
-- statement:
ALTER TABLE named ADD CONSTRAINT id_there CHECK (id > 0);
ALTER TABLE named RENAME CONSTRAINT id_there TO id_positive;

-- case: type-of-two-parents
-- statement:
ALTER TABLE named ALTER COLUMN id TYPE bigint;

-- case: type-of-one-parent
-- statement:
ALTER TABLE named ALTER COLUMN name TYPE varchar;

-- case: type-only
-- statement:
ALTER TABLE ONLY named ALTER COLUMN name TYPE varchar;

-- case: add-column-to-parent
-- statement:
ALTER TABLE named ADD COLUMN fee int;

-- case: add-column-merging
-- statement:
ALTER TABLE people ADD COLUMN fee int;

-- case: add-column-merging-other-type
-- statement:
ALTER TABLE people ADD COLUMN fee text;

-- case: add-column-volatile-to-parent
-- statement:
ALTER TABLE named ADD COLUMN token double precision DEFAULT random();

-- case: add-foreign-key-to-parent
-- statement:
ALTER TABLE named ADD PRIMARY KEY (id);

-- case: no-inherit-of-one
-- statement:
ALTER TABLE people NO INHERIT dated;

-- case: drop-parent
-- statement:
DROP TABLE named;

-- case: drop-parent-cascade
-- statement:
DROP TABLE dated CASCADE;

-- case: drop-middle-cascade
-- statement:
DROP TABLE people CASCADE;

-- case: truncate-only-parent
-- statement:
TRUNCATE ONLY named;

-- case: levels-add-check
-- statement:
ALTER TABLE events ADD CONSTRAINT n_there CHECK (n > 0);

-- case: levels-add-check-to-middle
-- statement:
ALTER TABLE events_24 ADD CONSTRAINT n_there CHECK (n > 0);

-- case: levels-add-check-not-valid-and-validate
-- statement:
ALTER TABLE events ADD CONSTRAINT n_there CHECK (n > 0) NOT VALID;
ALTER TABLE events VALIDATE CONSTRAINT n_there;

-- case: levels-validate-leaf-first
-- statement:
ALTER TABLE events ADD CONSTRAINT n_there CHECK (n > 0) NOT VALID;
ALTER TABLE events_24_a VALIDATE CONSTRAINT n_there;

-- case: levels-not-null
-- statement:
ALTER TABLE events ALTER COLUMN n SET NOT NULL;

-- case: levels-not-null-middle
-- statement:
ALTER TABLE events_24 ALTER COLUMN n SET NOT NULL;

-- case: levels-not-null-proven-in-leaf
-- statement:
ALTER TABLE events_24_a ADD CONSTRAINT n_there CHECK (n IS NOT NULL);
ALTER TABLE events ALTER COLUMN n SET NOT NULL;

-- case: levels-default
-- statement:
ALTER TABLE events ALTER COLUMN n SET DEFAULT 4, ALTER COLUMN kind SET STATISTICS 50;

-- case: levels-create-in-default
-- statement:
CREATE TABLE events_26 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');

-- case: levels-create-in-middle-default
-- statement:
CREATE TABLE events_24_c PARTITION OF events_24 FOR VALUES IN ('c');

-- case: levels-attach-in-middle-default
-- statement:
CREATE TABLE late (id int NOT NULL, at date NOT NULL, kind text, n int);
ALTER TABLE events_24 ATTACH PARTITION late FOR VALUES IN ('c');

-- case: levels-detach-middle
-- statement:
ALTER TABLE events DETACH PARTITION events_24;

-- case: levels-detach-leaf-default
-- statement:
ALTER TABLE events_24 DETACH PARTITION events_24_rest;

-- case: levels-drop-leaf
-- statement:
DROP TABLE events_24_a;

-- case: levels-drop-default
-- statement:
DROP TABLE events_rest;

-- case: levels-truncate-middle
-- statement:
TRUNCATE events_24;

-- case: levels-index
-- statement:
CREATE INDEX events_kind ON events (kind, n);

-- case: levels-index-only
-- statement:
CREATE INDEX events_kind ON ONLY events_24 (kind);

-- case: levels-unique
-- statement:
CREATE UNIQUE INDEX events_once ON events (at, kind, id);

-- case: levels-primary-key
-- statement:
ALTER TABLE events ADD PRIMARY KEY (id, at);

-- case: levels-primary-key-with-kind
-- statement:
ALTER TABLE events ADD PRIMARY KEY (id, at, kind);

-- case: levels-drop-index
-- statement:
DROP INDEX events_n;

-- case: levels-type
-- statement:
ALTER TABLE events ALTER COLUMN n TYPE bigint;

-- case: levels-type-of-key
-- statement:
ALTER TABLE events ALTER COLUMN kind TYPE varchar;

-- case: levels-drop-column
-- statement:
ALTER TABLE events DROP COLUMN n;

-- case: levels-drop-key-column
-- statement:
ALTER TABLE events DROP COLUMN kind;

-- case: levels-rename-index
-- statement:
ALTER INDEX events_n RENAME TO events_number;

-- case: levels-set-tablespace
-- statement:
ALTER TABLE events_24_a SET (fillfactor = 70), ALTER COLUMN kind SET STORAGE EXTERNAL;

-- case: levels-trigger
-- statement:
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched AFTER UPDATE ON events_24 FOR EACH ROW EXECUTE PROCEDURE touch();
