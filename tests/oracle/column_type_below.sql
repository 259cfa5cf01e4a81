-- ALTER TABLE … ALTER COLUMN … TYPE: partitions, children, generated columns.

-- case: partitioned-free
-- setup:
CREATE TABLE kinds (id int PRIMARY KEY, code varchar(10) UNIQUE);
INSERT INTO kinds SELECT g, 'c' || g FROM generate_series(1, 5000) g;
CREATE TABLE events (k int, id int, code varchar(10) REFERENCES kinds (code), note varchar(10) CHECK (note <> ''), free varchar(10), alone varchar(10)) PARTITION BY RANGE (k);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (2500);
CREATE TABLE events_high PARTITION OF events FOR VALUES FROM (2500) TO (9000) PARTITION BY LIST (id);
CREATE TABLE events_rest PARTITION OF events_high DEFAULT;
CREATE INDEX events_note_idx ON events (note);
CREATE INDEX events_low_alone ON events_low (alone);
INSERT INTO events SELECT g, g, 'c' || g, 'n', 'f', 'a' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE events ALTER COLUMN free TYPE varchar(20);

-- case: partitioned-index-free
-- statement:
ALTER TABLE events ALTER COLUMN note TYPE varchar(20);

-- case: partitioned-index-of-one-partition
-- statement:
ALTER TABLE events ALTER COLUMN alone TYPE text;

-- case: partitioned-rewrite
-- statement:
ALTER TABLE events ALTER COLUMN free TYPE char(10);

-- case: partitioned-foreign-key-free
-- statement:
ALTER TABLE events ALTER COLUMN code TYPE text;

-- case: partitioned-foreign-key-rewrite
-- statement:
ALTER TABLE events ALTER COLUMN code TYPE char(12);

-- case: partitioned-referenced-free
-- statement:
ALTER TABLE kinds ALTER COLUMN code TYPE text;

-- case: partitioned-key-of-a-partition
-- statement:
ALTER TABLE events ALTER COLUMN id TYPE bigint;

-- case: partitioned-key-of-the-parent
-- statement:
ALTER TABLE events ALTER COLUMN k TYPE bigint;

-- case: partition-alone
-- statement:
ALTER TABLE events_low ALTER COLUMN free TYPE text;

-- case: partitioned-only
-- statement:
ALTER TABLE ONLY events ALTER COLUMN free TYPE text;

-- case: partitioned-primary-key
-- setup:
CREATE TABLE visits (k int, id int, note varchar(10), PRIMARY KEY (k, id)) PARTITION BY RANGE (k);
CREATE TABLE visits_low PARTITION OF visits FOR VALUES FROM (0) TO (2500);
CREATE TABLE visits_high PARTITION OF visits FOR VALUES FROM (2500) TO (9000);
INSERT INTO visits SELECT g, g, 'n' FROM generate_series(1, 5000) g;
CREATE INDEX visits_part ON visits (k) WHERE note <> '';
CREATE INDEX visits_lower ON visits (lower(note));
-- statement:
ALTER TABLE visits ALTER COLUMN id TYPE bigint;

-- case: partitioned-partial-index
-- statement:
ALTER TABLE visits ALTER COLUMN note TYPE varchar(20);

-- case: partitioned-to-text
-- statement:
ALTER TABLE visits ALTER COLUMN note TYPE text, ALTER COLUMN id TYPE bigint;

-- case: referenced-partitioned-free
-- setup:
CREATE TABLE kinds (k int, code varchar(10), PRIMARY KEY (k, code)) PARTITION BY RANGE (k);
CREATE TABLE kinds_low PARTITION OF kinds FOR VALUES FROM (0) TO (9000);
CREATE TABLE things (id int PRIMARY KEY, k int, code varchar(10));
INSERT INTO kinds SELECT g, 'c' || g FROM generate_series(1, 5000) g;
INSERT INTO things SELECT g, g, 'c' || g FROM generate_series(1, 5000) g;
ALTER TABLE things ADD FOREIGN KEY (k, code) REFERENCES kinds;
-- statement:
ALTER TABLE kinds ALTER COLUMN code TYPE text;

-- case: referenced-partitioned-rewrite
-- statement:
ALTER TABLE kinds ALTER COLUMN code TYPE char(10);

-- case: referencing-partitioned-free
-- statement:
ALTER TABLE things ALTER COLUMN code TYPE text;

-- case: inherited-parent
-- setup:
CREATE TABLE animals (id int, name varchar(10) CHECK (name <> ''), legs int);
CREATE TABLE dogs (tail int, barks varchar(5)) INHERITS (animals);
CREATE TABLE puppies (age int) INHERITS (dogs);
CREATE INDEX animals_name ON animals (name);
CREATE INDEX dogs_name ON dogs (name);
CREATE INDEX puppies_lower ON puppies (lower(name));
INSERT INTO animals SELECT g, 'a', 4 FROM generate_series(1, 5000) g;
INSERT INTO dogs SELECT g, 'd', 4, 1, 'b' FROM generate_series(1, 5000) g;
INSERT INTO puppies SELECT g, 'p', 4, 1, 'b', 1 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE animals ALTER COLUMN name TYPE varchar(20);

-- case: inherited-parent-rewrite
-- statement:
ALTER TABLE animals ALTER COLUMN legs TYPE bigint;

-- case: inherited-child
-- statement:
ALTER TABLE dogs ALTER COLUMN name TYPE text;

-- case: inherited-own-column
-- statement:
ALTER TABLE dogs ALTER COLUMN barks TYPE text;

-- case: inherited-only
-- statement:
ALTER TABLE ONLY animals ALTER COLUMN legs TYPE bigint;

-- case: typed-table
-- setup:
CREATE TYPE place AS (street text, town varchar(10));
CREATE TABLE houses OF place;
CREATE TABLE lists (id int PRIMARY KEY, spans int4range, marks int[], kinds text[], name text);
INSERT INTO lists SELECT g, '[1,2)', '{1}', '{a}', 'n' FROM generate_series(1, 5000) g;
CREATE INDEX lists_marks ON lists (marks);
CREATE INDEX lists_kinds ON lists USING hash (kinds);
CREATE INDEX lists_spans ON lists USING gist (spans);
CREATE INDEX lists_spans_sp ON lists USING spgist (spans);
CREATE INDEX lists_spans_brin ON lists USING brin (spans);
CREATE INDEX lists_name_sp ON lists USING spgist (name);
-- statement:
ALTER TABLE houses ALTER COLUMN town TYPE text;

-- case: polymorphic-btree-array
-- statement:
ALTER TABLE lists ALTER COLUMN marks TYPE int[];

-- case: polymorphic-btree-array-rewrite
-- statement:
ALTER TABLE lists ALTER COLUMN marks TYPE bigint[];

-- case: polymorphic-hash-array
-- statement:
ALTER TABLE lists ALTER COLUMN kinds TYPE text[];

-- case: polymorphic-range
-- statement:
ALTER TABLE lists ALTER COLUMN spans TYPE int4range;

-- case: spgist-text-to-varchar
-- statement:
ALTER TABLE lists ALTER COLUMN name TYPE varchar;

-- case: generated-used
-- setup:
CREATE TABLE sums (id int PRIMARY KEY, a int, b varchar(10), c int GENERATED ALWAYS AS (a + 1) STORED, d varchar(10) GENERATED ALWAYS AS (lower(b)) STORED, free varchar(5));
INSERT INTO sums (id, a, b) SELECT g, g, 'b' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE sums ALTER COLUMN a TYPE bigint;

-- case: generated-itself
-- statement:
ALTER TABLE sums ALTER COLUMN c TYPE bigint;

-- case: generated-itself-free
-- statement:
ALTER TABLE sums ALTER COLUMN d TYPE text;

-- case: generated-itself-using
-- statement:
ALTER TABLE sums ALTER COLUMN c TYPE bigint USING 1;

-- case: generated-beside
-- statement:
ALTER TABLE sums ALTER COLUMN free TYPE text;

-- case: generated-no-cast
-- statement:
ALTER TABLE sums ALTER COLUMN c TYPE uuid;

-- case: generated-virtual-used
-- setup:
CREATE TABLE sums (id int PRIMARY KEY, a int, b varchar(10), c int GENERATED ALWAYS AS (a + 1) VIRTUAL);
INSERT INTO sums (id, a, b) SELECT g, g, 'b' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE sums ALTER COLUMN a TYPE bigint;

-- case: generated-virtual-itself
-- statement:
ALTER TABLE sums ALTER COLUMN c TYPE bigint;

-- case: generated-virtual-beside
-- statement:
ALTER TABLE sums ALTER COLUMN b TYPE char(10);

-- case: publication-condition
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, title varchar(10), body varchar(10), rest varchar(10));
INSERT INTO notes SELECT g, 't', 'b' FROM generate_series(1, 5000) g;
CREATE PUBLICATION titles FOR TABLE notes (id, title) WHERE (id > 0);
-- statement:
ALTER TABLE notes ALTER COLUMN title TYPE text;

-- case: publication-other-column
-- statement:
ALTER TABLE notes ALTER COLUMN rest TYPE text;

-- case: function-body
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, title varchar(10), body varchar(10));
INSERT INTO notes SELECT g, 't', 'b' FROM generate_series(1, 5000) g;
CREATE FUNCTION first_title() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT title FROM notes LIMIT 1; END;
-- statement:
ALTER TABLE notes ALTER COLUMN title TYPE text;

-- case: function-body-other-column
-- statement:
ALTER TABLE notes ALTER COLUMN body TYPE text;

-- case: foreign-table
-- setup:
CREATE FOREIGN DATA WRAPPER nothing;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing;
CREATE FOREIGN TABLE far (id int, name varchar(10), made timestamp) SERVER nowhere;
CREATE TABLE plain (id int PRIMARY KEY, far_one far);
CREATE FOREIGN TABLE farther (id int, name varchar(10)) SERVER nowhere;
-- statement:
ALTER FOREIGN TABLE farther ALTER COLUMN name TYPE int;

-- case: foreign-table-using
-- statement:
ALTER FOREIGN TABLE farther ALTER COLUMN name TYPE int USING 1;

-- case: foreign-table-row-type-used
-- statement:
ALTER FOREIGN TABLE far ALTER COLUMN name TYPE text;

-- case: foreign-table-through-alter-table
-- statement:
ALTER TABLE farther ALTER COLUMN name TYPE text;

-- case: row-type-in-domain
-- setup:
CREATE TABLE points (x int, y varchar(10));
CREATE TYPE pair AS (a points, b int);
CREATE TABLE pairs (id int, both_of pair[]);
CREATE TABLE lone (x int, y varchar(10));
INSERT INTO lone SELECT g, 'y' FROM generate_series(1, 5000) g;
CREATE TYPE lone_pair AS (a lone, b int);
CREATE VIEW lone_view AS SELECT NULL::lone AS it;
-- statement:
ALTER TABLE points ALTER COLUMN y TYPE varchar(20);

-- case: row-type-in-type-unused
-- statement:
ALTER TABLE lone ALTER COLUMN x TYPE bigint;
