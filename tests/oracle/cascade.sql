-- What CASCADE reaches, and what RESTRICT refuses for.

-- case: table-restrict
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
CREATE TABLE users (id serial PRIMARY KEY, a int, b int CHECK (b > 0), c int, d int, team int REFERENCES teams);
CREATE INDEX users_a_idx ON users (a) WHERE b > 1;
CREATE VIEW shown AS SELECT u.a, t.name FROM users u JOIN teams t ON t.id = u.team;
CREATE VIEW counted AS SELECT count(*) FROM shown;
CREATE POLICY own ON users USING (c > 0);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE OF d ON users FOR EACH ROW EXECUTE PROCEDURE touch();
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE SEQUENCE numbers;
CREATE TABLE other (x int DEFAULT nextval('numbers'), y int DEFAULT one());
INSERT INTO teams SELECT g, 'team' FROM generate_series(1, 500) g;
INSERT INTO users (a, b, c, d, team) SELECT g, 1, 1, 1, g FROM generate_series(1, 500) g;
-- statement:
DROP TABLE users;

-- case: table
-- statement:
DROP TABLE users CASCADE;

-- case: table-and-its-views
-- statement:
DROP VIEW shown, counted;

-- case: view-restrict
-- statement:
DROP VIEW shown;

-- case: view
-- statement:
DROP VIEW shown CASCADE;

-- case: referenced-table
-- statement:
DROP TABLE teams CASCADE;

-- case: both-tables
-- statement:
DROP VIEW counted, shown;
DROP TABLE teams, users;

-- case: column-in-predicate
-- statement:
ALTER TABLE users DROP COLUMN b;

-- case: column-in-view
-- statement:
ALTER TABLE users DROP COLUMN a CASCADE;

-- case: column-in-join
-- statement:
ALTER TABLE users DROP COLUMN team;

-- case: column-not-in-view
-- statement:
ALTER TABLE users DROP COLUMN d CASCADE;

-- case: column-of-policy
-- statement:
ALTER TABLE users DROP COLUMN c;

-- case: column-of-policy-cascade
-- statement:
ALTER TABLE users DROP COLUMN c CASCADE;

-- case: column-of-trigger
-- statement:
ALTER TABLE users DROP COLUMN d;

-- case: key-restrict
-- statement:
ALTER TABLE teams DROP CONSTRAINT teams_pkey;

-- case: key
-- statement:
ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE;

-- case: key-column
-- statement:
ALTER TABLE teams DROP COLUMN id CASCADE;

-- case: sequence-restrict
-- statement:
DROP SEQUENCE numbers;

-- case: sequence
-- statement:
DROP SEQUENCE numbers CASCADE;

-- case: sequence-owned
-- statement:
DROP SEQUENCE users_id_seq CASCADE;

-- case: function-restrict
-- statement:
DROP FUNCTION one();

-- case: function
-- statement:
DROP FUNCTION one() CASCADE;

-- case: trigger-function
-- statement:
DROP FUNCTION touch() CASCADE;

-- case: renamed-column-then-dropped
-- statement:
ALTER TABLE users RENAME COLUMN a TO z;
ALTER TABLE users DROP COLUMN z;

-- case: view-gone-then-column
-- statement:
DROP VIEW shown CASCADE;
ALTER TABLE users DROP COLUMN a;

-- case: schema-public
-- statement:
DROP SCHEMA public CASCADE;

-- case: inheritance-restrict
-- setup:
CREATE TABLE parent (a int, b int);
CREATE TABLE child () INHERITS (parent);
CREATE TABLE measures (k int, v int) PARTITION BY LIST (k);
CREATE TABLE measures_one PARTITION OF measures FOR VALUES IN (1);
CREATE TABLE measures_rest PARTITION OF measures DEFAULT;
CREATE TYPE pair AS (q int);
CREATE TABLE typed OF pair;
CREATE TABLE holder (z pair, w parent, l parent[]);
CREATE DOMAIN small AS int;
CREATE DOMAIN smaller AS small;
CREATE TABLE sized (m small, n smaller, o small[]);
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE felt (m mood, t text DEFAULT 'sad'::mood::text);
CREATE VIEW moods AS SELECT 'sad'::mood AS m;
CREATE TABLE base (a int, b int);
CREATE MATERIALIZED VIEW kept AS SELECT a FROM base;
CREATE INDEX kept_a_idx ON kept (a);
CREATE VIEW over_kept AS SELECT * FROM kept;
CREATE FUNCTION checks(int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT true';
CREATE TABLE checked (a int CHECK (checks(a)), b int);
CREATE INDEX checked_b_idx ON checked ((checks(b)));
CREATE TABLE owner (a int);
CREATE SEQUENCE owned OWNED BY owner.a;
CREATE TABLE borrower (b int DEFAULT nextval('owned'));
CREATE STATISTICS bases ON a, b FROM base;
-- statement:
DROP TABLE parent;

-- case: inheritance
-- statement:
DROP TABLE parent CASCADE;

-- case: child
-- statement:
DROP TABLE child;

-- case: partitioned
-- statement:
DROP TABLE measures;

-- case: partition-beside-default
-- statement:
DROP TABLE measures_one;

-- case: composite-restrict
-- statement:
DROP TYPE pair;

-- case: composite
-- statement:
DROP TYPE pair CASCADE;

-- case: domain-restrict
-- statement:
DROP DOMAIN small;

-- case: domain
-- statement:
DROP DOMAIN small CASCADE;

-- case: enum-restrict
-- statement:
DROP TYPE mood;

-- case: enum
-- statement:
DROP TYPE mood CASCADE;

-- case: materialized-view-restrict
-- statement:
DROP MATERIALIZED VIEW kept;

-- case: materialized-view
-- statement:
DROP MATERIALIZED VIEW kept CASCADE;

-- case: table-with-statistics
-- statement:
DROP TABLE base CASCADE;

-- case: column-with-statistics
-- statement:
ALTER TABLE base DROP COLUMN b;

-- case: function-of-check-restrict
-- statement:
DROP FUNCTION checks(int);

-- case: function-of-check
-- statement:
DROP FUNCTION checks(int) CASCADE;

-- case: owner-of-used-sequence
-- statement:
DROP TABLE owner;

-- case: owner-of-used-sequence-cascade
-- statement:
DROP TABLE owner CASCADE;

-- case: column-of-used-sequence
-- statement:
ALTER TABLE owner DROP COLUMN a CASCADE;

-- case: generated-restrict
-- setup:
CREATE TABLE computed (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int);
CREATE VIEW computing AS SELECT b FROM computed;
-- statement:
ALTER TABLE computed DROP COLUMN a;

-- case: generated
-- statement:
ALTER TABLE computed DROP COLUMN a CASCADE;

-- case: generated-both
-- statement:
ALTER TABLE computed DROP COLUMN b CASCADE, DROP COLUMN a;

-- case: self-reference-restrict
-- setup:
CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, note text);
CREATE TABLE rules (a int, b int);
CREATE RULE copied AS ON UPDATE TO rules WHERE old.a <> new.a DO ALSO INSERT INTO tree (id) VALUES (new.b);
CREATE EXTENSION citext;
CREATE TABLE folded (a citext, b text);
CREATE SCHEMA app;
CREATE TABLE app.things (id int PRIMARY KEY);
CREATE TABLE uses_things (t int REFERENCES app.things);
CREATE VIEW sees_things AS SELECT id FROM app.things;
-- statement:
ALTER TABLE tree DROP COLUMN id;

-- case: self-reference
-- statement:
ALTER TABLE tree DROP COLUMN id CASCADE;

-- case: rule-restrict
-- statement:
DROP TABLE tree;

-- case: rule
-- statement:
DROP TABLE tree CASCADE;

-- case: column-of-rule
-- statement:
ALTER TABLE rules DROP COLUMN b;

-- case: extension
-- statement:
DROP EXTENSION citext CASCADE;

-- case: extension-restrict
-- statement:
DROP EXTENSION citext;

-- case: schema-restrict
-- statement:
DROP SCHEMA app;

-- case: schema
-- statement:
DROP SCHEMA app CASCADE;

-- case: several-actions
-- statement:
ALTER TABLE tree DROP CONSTRAINT tree_parent_fkey, DROP COLUMN id;

-- case: atomic-body-restrict
-- setup:
CREATE TABLE source (a int, b int);
CREATE FUNCTION summed() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM source; END;
CREATE VIEW sums AS SELECT summed() AS s;
-- statement:
DROP TABLE source;

-- case: atomic-body
-- statement:
DROP TABLE source CASCADE;

-- case: atomic-body-column
-- statement:
ALTER TABLE source DROP COLUMN b;
