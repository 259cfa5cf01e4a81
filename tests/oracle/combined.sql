-- Several actions in one statement, on tables that others depend on.

-- case: add-and-drop-same-name
-- setup:
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN label AS varchar(20);
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE teams (id int PRIMARY KEY, name varchar(20) NOT NULL, code text UNIQUE);
CREATE TABLE users (id bigint PRIMARY KEY, team_id int REFERENCES teams, email varchar(40), age int, note text, feels mood, score positive, scores positive[], labels label[], CONSTRAINT adult CHECK (age >= 0));
CREATE INDEX users_email ON users (email);
CREATE INDEX users_lower ON users (lower(email)) WHERE age > 10;
CREATE VIEW adults AS SELECT id, email FROM users WHERE age >= 18;
INSERT INTO teams SELECT g, 't' || g, 'c' || g FROM generate_series(1, 500) g;
INSERT INTO users SELECT g, g % 500 + 1, 'u' || g, g % 90, 'n', 'glad', 5, ARRAY[1, 2], ARRAY['a'] FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users DROP COLUMN note, ADD COLUMN note varchar(10);

-- case: rename-then-use
-- statement:
ALTER TABLE users RENAME COLUMN note TO remark;
ALTER TABLE users ALTER COLUMN remark SET NOT NULL;

-- case: type-and-default
-- statement:
ALTER TABLE users ALTER COLUMN age DROP DEFAULT, ALTER COLUMN age TYPE bigint, ALTER COLUMN age SET DEFAULT 0;

-- case: type-of-two-columns
-- statement:
ALTER TABLE users ALTER COLUMN note TYPE varchar(50), ALTER COLUMN feels TYPE text;

-- case: type-free-of-two-columns
-- statement:
ALTER TABLE teams ALTER COLUMN name TYPE text, ALTER COLUMN code TYPE varchar;

-- case: type-free-and-not-null
-- statement:
ALTER TABLE teams ALTER COLUMN code TYPE varchar, ALTER COLUMN code SET NOT NULL;

-- case: not-null-and-check-that-proves-it
-- statement:
ALTER TABLE users ADD CONSTRAINT note_there CHECK (note IS NOT NULL), ALTER COLUMN note SET NOT NULL;

-- case: not-null-after-not-valid-check
-- statement:
ALTER TABLE users ADD CONSTRAINT note_there CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT note_there;
ALTER TABLE users ALTER COLUMN note SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT note_there;

-- case: check-and-foreign-key
-- statement:
ALTER TABLE users ADD CONSTRAINT short CHECK (length(note) < 100), ADD CONSTRAINT in_team FOREIGN KEY (team_id) REFERENCES teams;

-- case: check-not-valid-and-foreign-key-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT short CHECK (length(note) < 100) NOT VALID, ADD CONSTRAINT in_team FOREIGN KEY (team_id) REFERENCES teams NOT VALID;

-- case: rewrite-and-foreign-key
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE bigint, ADD CONSTRAINT in_team FOREIGN KEY (team_id) REFERENCES teams;

-- case: rewrite-and-unique
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE bigint, ADD CONSTRAINT email_once UNIQUE (email);

-- case: two-uniques
-- statement:
ALTER TABLE users ADD CONSTRAINT email_once UNIQUE (email), ADD CONSTRAINT id_and_age UNIQUE (id, age);

-- case: drop-key-add-key
-- statement:
ALTER TABLE users DROP CONSTRAINT users_pkey, ADD PRIMARY KEY (id);

-- case: drop-referenced-key-add-key
-- statement:
ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE, ADD PRIMARY KEY (id);

-- case: drop-column-and-its-check
-- statement:
ALTER TABLE users DROP CONSTRAINT adult, ALTER COLUMN email SET STATISTICS 500;

-- case: drop-column-used-by-view
-- statement:
ALTER TABLE users DROP COLUMN age;

-- case: drop-column-used-by-view-cascade
-- statement:
ALTER TABLE users DROP COLUMN age CASCADE;

-- case: type-used-by-view
-- statement:
ALTER TABLE users ALTER COLUMN email TYPE text;

-- case: type-used-by-expression-index
-- statement:
DROP VIEW adults;
ALTER TABLE users ALTER COLUMN email TYPE text;

-- case: type-used-by-check
-- statement:
DROP VIEW adults;
ALTER TABLE users ALTER COLUMN age TYPE numeric;

-- case: type-to-domain
-- statement:
ALTER TABLE teams ALTER COLUMN id TYPE positive;

-- case: type-from-domain
-- statement:
ALTER TABLE users ALTER COLUMN score TYPE int;

-- case: type-of-domain-array
-- statement:
ALTER TABLE users ALTER COLUMN scores TYPE int[];

-- case: type-of-plain-domain-array
-- statement:
ALTER TABLE users ALTER COLUMN labels TYPE varchar(20)[];

-- case: type-of-plain-domain-array-wider
-- statement:
ALTER TABLE users ALTER COLUMN labels TYPE text[];

-- case: domain-check-over-array
-- statement:
ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000);

-- case: domain-check-not-valid-over-array
-- statement:
ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000) NOT VALID;

-- case: domain-default-over-array
-- statement:
ALTER DOMAIN positive SET DEFAULT 1;

-- case: domain-drop-constraint-over-array
-- statement:
ALTER DOMAIN positive DROP CONSTRAINT positive_check;

-- case: domain-of-array-only
-- statement:
ALTER DOMAIN label ADD CHECK (VALUE <> '');

-- case: domain-not-null-over-array
-- statement:
ALTER DOMAIN label SET NOT NULL;

-- case: add-domain-array
-- statement:
ALTER TABLE teams ADD COLUMN scores positive[];

-- case: add-domain-array-default
-- statement:
ALTER TABLE teams ADD COLUMN scores positive[] DEFAULT '{1,2}';

-- case: add-domain-with-default
-- statement:
ALTER TABLE teams ADD COLUMN score positive DEFAULT 5;

-- case: add-plain-domain-not-null
-- statement:
ALTER TABLE teams ADD COLUMN tag label NOT NULL DEFAULT 'x';

-- case: enum-array-column
-- statement:
ALTER TABLE teams ADD COLUMN moods mood[] NOT NULL DEFAULT '{}';

-- case: set-storage-and-type
-- statement:
ALTER TABLE users ALTER COLUMN note SET STORAGE EXTERNAL, ALTER COLUMN note TYPE varchar;

-- case: set-statistics-and-not-null
-- statement:
ALTER TABLE users ALTER COLUMN note SET STATISTICS 100, ALTER COLUMN team_id SET NOT NULL;

-- case: settings-only
-- statement:
ALTER TABLE users SET (fillfactor = 70), ALTER COLUMN note SET (n_distinct = 5), ALTER COLUMN age SET STATISTICS 10;

-- case: cluster-on-and-settings
-- statement:
ALTER TABLE users CLUSTER ON users_email, SET (autovacuum_enabled = off);

-- case: unlogged-referencing
-- statement:
ALTER TABLE users SET UNLOGGED;

-- case: unlogged-referenced
-- statement:
ALTER TABLE teams SET UNLOGGED;

-- case: add-columns-rewrite-once
-- statement:
ALTER TABLE teams ADD COLUMN token uuid DEFAULT md5(random()::text)::uuid, ADD COLUMN at timestamptz DEFAULT clock_timestamp(), ADD COLUMN n int;

-- case: add-identity-and-key
-- statement:
ALTER TABLE users DROP CONSTRAINT users_pkey, ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;

-- case: add-column-and-index-on-it
-- statement:
ALTER TABLE users ADD COLUMN extra int, ADD CONSTRAINT extra_once UNIQUE (extra, id);

-- case: generated-from-new-column
-- statement:
ALTER TABLE teams ADD COLUMN base int DEFAULT 3, ADD COLUMN twice int GENERATED ALWAYS AS (id * 2) STORED;

-- case: missing-column-in-second-action
-- statement:
ALTER TABLE users ALTER COLUMN note SET NOT NULL, DROP COLUMN missing;

-- case: missing-constraint-in-second-action
-- statement:
ALTER TABLE users ADD COLUMN extra int, DROP CONSTRAINT missing;

-- case: add-existing-and-other
-- statement:
ALTER TABLE users ADD COLUMN IF NOT EXISTS note text, ADD COLUMN extra int NOT NULL DEFAULT 1;

-- case: drop-twice
-- statement:
ALTER TABLE users DROP COLUMN note, DROP COLUMN note;

-- case: add-twice
-- statement:
ALTER TABLE users ADD COLUMN extra int, ADD COLUMN extra text;

-- case: type-twice
-- statement:
ALTER TABLE users ALTER COLUMN note TYPE varchar, ALTER COLUMN note TYPE text;

-- case: drop-and-type
-- statement:
ALTER TABLE users DROP COLUMN note, ALTER COLUMN note TYPE varchar;
