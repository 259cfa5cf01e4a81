-- UPDATE and DELETE of tables whose changes are published.

-- case: update-without-identity
-- setup:
CREATE SCHEMA app;
CREATE TABLE plain (k integer, a text);
INSERT INTO plain SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE TABLE keyed (k integer PRIMARY KEY, a text);
INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE TABLE full_rows (k integer, a text);
ALTER TABLE full_rows REPLICA IDENTITY FULL;
CREATE TABLE nothing (k integer PRIMARY KEY, a text);
ALTER TABLE nothing REPLICA IDENTITY NOTHING;
CREATE TABLE by_index (k integer NOT NULL, a text);
CREATE UNIQUE INDEX by_index_k ON by_index (k);
ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_k;
CREATE TABLE unique_only (k integer NOT NULL UNIQUE, a text);
CREATE TABLE app.inside (k integer, a text);
CREATE TABLE parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE parent_1 PARTITION OF parent FOR VALUES FROM (0) TO (100);
CREATE TABLE parent_2 PARTITION OF parent FOR VALUES FROM (100) TO (200);
INSERT INTO parent SELECT g, 'x' FROM generate_series(1, 199) g;
CREATE TABLE empty_parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE heir_of (k integer, a text);
CREATE TABLE heir () INHERITS (heir_of);
CREATE TABLE keyed_other (k integer PRIMARY KEY REFERENCES keyed ON DELETE CASCADE, a text);
CREATE PUBLICATION feed FOR TABLE plain, keyed, full_rows, nothing, by_index, unique_only, app.inside, heir_of;
-- statement:
UPDATE plain SET a = 'y';

-- case: update-no-row
-- statement:
UPDATE plain SET a = 'y' WHERE k = 100000;

-- case: update-never
-- statement:
UPDATE plain SET a = 'y' WHERE false;

-- case: delete-without-identity
-- statement:
DELETE FROM plain;

-- case: delete-no-row
-- statement:
DELETE FROM plain WHERE k = 100000;

-- case: insert
-- statement:
INSERT INTO plain VALUES (1, 'y');

-- case: truncate
-- statement:
TRUNCATE plain;

-- case: insert-on-conflict-update
-- statement:
INSERT INTO unique_only VALUES (1, 'y') ON CONFLICT (k) DO UPDATE SET a = 'z';

-- case: insert-on-conflict-nothing
-- statement:
INSERT INTO unique_only VALUES (1, 'y') ON CONFLICT (k) DO NOTHING;

-- case: update-keyed
-- statement:
UPDATE keyed SET a = 'y';

-- case: update-full
-- statement:
UPDATE full_rows SET a = 'y';

-- case: update-nothing
-- statement:
UPDATE nothing SET a = 'y';

-- case: update-index
-- statement:
UPDATE by_index SET a = 'y';

-- case: update-unique
-- statement:
UPDATE unique_only SET a = 'y';

-- case: update-in-schema
-- statement:
UPDATE app.inside SET a = 'y';

-- case: update-heir
-- statement:
UPDATE heir SET a = 'y';

-- case: update-heir-parent
-- statement:
UPDATE heir_of SET a = 'y';

-- case: update-unpublished
-- statement:
UPDATE parent SET a = 'y';

-- case: merge-insert
-- statement:
MERGE INTO plain USING keyed ON plain.k = keyed.k WHEN NOT MATCHED THEN INSERT VALUES (1, 'y');

-- case: explain-update
-- statement:
EXPLAIN UPDATE plain SET a = 'y';

-- case: explain-analyze-update
-- statement:
EXPLAIN ANALYZE UPDATE plain SET a = 'y';

-- case: prepare-update
-- statement:
PREPARE change AS UPDATE plain SET a = 'y';

-- case: delete-keyed
-- statement:
DELETE FROM keyed WHERE k = 5;

-- case: select-for-update
-- statement:
SELECT * FROM plain FOR UPDATE;

-- case: published-insert-only
-- setup:
CREATE TABLE plain (k integer, a text);
INSERT INTO plain SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE PUBLICATION feed FOR TABLE plain WITH (publish = 'insert');
-- statement:
UPDATE plain SET a = 'y';

-- case: published-update-only
-- setup:
CREATE TABLE plain (k integer, a text);
INSERT INTO plain SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE PUBLICATION feed FOR TABLE plain WITH (publish = 'insert, update');
-- statement:
UPDATE plain SET a = 'y';

-- case: published-update-only-delete
-- statement:
DELETE FROM plain;

-- case: published-delete-only-update
-- setup:
CREATE TABLE plain (k integer, a text);
INSERT INTO plain SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE PUBLICATION feed FOR TABLE plain;
ALTER PUBLICATION feed SET (publish = 'delete');
-- statement:
UPDATE plain SET a = 'y';

-- case: published-delete-only-delete
-- statement:
DELETE FROM plain;

-- case: published-twice
-- setup:
CREATE TABLE plain (k integer, a text);
INSERT INTO plain SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE PUBLICATION inserts FOR TABLE plain WITH (publish = 'insert');
CREATE PUBLICATION updates FOR TABLE plain WITH (publish = 'update');
-- statement:
UPDATE plain SET a = 'y';

-- case: published-twice-delete
-- statement:
DELETE FROM plain;

-- case: all-tables
-- setup:
CREATE TABLE plain (k integer, a text);
INSERT INTO plain SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE UNLOGGED TABLE unlogged (k integer, a text);
INSERT INTO unlogged SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE TABLE parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE parent_1 PARTITION OF parent FOR VALUES FROM (0) TO (100);
CREATE PUBLICATION feed FOR ALL TABLES;
-- statement:
UPDATE plain SET a = 'y';

-- case: all-tables-delete
-- statement:
DELETE FROM plain;

-- case: all-tables-unlogged
-- statement:
UPDATE unlogged SET a = 'y';

-- case: all-tables-partitioned
-- statement:
UPDATE parent SET a = 'y';

-- case: all-tables-partition
-- statement:
DELETE FROM parent_1;

-- case: all-tables-temporary
-- statement:
CREATE TEMPORARY TABLE passing (k integer);
UPDATE passing SET k = 1;

-- case: all-tables-new
-- statement:
CREATE TABLE fresh (k integer);
UPDATE fresh SET k = 1;

-- case: in-schema
-- setup:
CREATE SCHEMA app;
CREATE TABLE app.plain (k integer, a text);
INSERT INTO app.plain SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE TABLE other (k integer, a text);
CREATE TABLE parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE app.parent_1 PARTITION OF parent FOR VALUES FROM (0) TO (100);
CREATE TABLE app.above (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE above_1 PARTITION OF app.above FOR VALUES FROM (0) TO (100);
CREATE PUBLICATION feed FOR TABLES IN SCHEMA app;
-- statement:
UPDATE app.plain SET a = 'y';

-- case: in-schema-delete
-- statement:
DELETE FROM app.plain;

-- case: in-schema-other
-- statement:
UPDATE other SET a = 'y';

-- case: in-schema-partition
-- statement:
UPDATE app.parent_1 SET a = 'y';

-- case: in-schema-partition-elsewhere
-- statement:
UPDATE above_1 SET a = 'y';

-- case: in-schema-parent
-- statement:
UPDATE app.above SET a = 'y';

-- case: in-schema-parent-elsewhere
-- statement:
UPDATE parent SET a = 'y';

-- case: partitioned-published
-- setup:
CREATE TABLE parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE parent_1 PARTITION OF parent FOR VALUES FROM (0) TO (100);
CREATE TABLE parent_2 PARTITION OF parent FOR VALUES FROM (100) TO (200) PARTITION BY RANGE (k);
CREATE TABLE parent_2_1 PARTITION OF parent_2 FOR VALUES FROM (100) TO (200);
INSERT INTO parent SELECT g, 'x' FROM generate_series(1, 199) g;
CREATE TABLE empty_parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE PUBLICATION feed FOR TABLE parent, empty_parent;
-- statement:
UPDATE parent SET a = 'y';

-- case: partitioned-delete
-- statement:
DELETE FROM parent;

-- case: partition-update
-- statement:
UPDATE parent_1 SET a = 'y';

-- case: partition-below-update
-- statement:
UPDATE parent_2_1 SET a = 'y';

-- case: partition-middle-delete
-- statement:
DELETE FROM parent_2;

-- case: partitioned-by-another-column
-- statement:
UPDATE parent SET a = 'y' WHERE a = 'z';

-- case: partitioned-pruned-all
-- statement:
UPDATE parent SET a = 'y' WHERE k = 5000;

-- case: partitioned-empty
-- statement:
UPDATE empty_parent SET a = 'y';

-- case: partitioned-insert
-- statement:
INSERT INTO parent VALUES (5, 'x');

-- case: partition-published
-- setup:
CREATE TABLE parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE parent_1 PARTITION OF parent FOR VALUES FROM (0) TO (100);
CREATE TABLE parent_2 PARTITION OF parent FOR VALUES FROM (100) TO (200);
INSERT INTO parent SELECT g, 'x' FROM generate_series(1, 199) g;
CREATE PUBLICATION feed FOR TABLE parent_1;
-- statement:
UPDATE parent SET a = 'y';

-- case: partition-published-itself
-- statement:
DELETE FROM parent_1;

-- case: partition-published-other
-- statement:
UPDATE parent_2 SET a = 'y';

-- case: partition-published-pruned
-- statement:
UPDATE parent SET a = 'y' WHERE k = 150;

-- case: partition-keyed
-- setup:
CREATE TABLE parent (k integer NOT NULL, a text) PARTITION BY RANGE (k);
CREATE TABLE parent_1 PARTITION OF parent FOR VALUES FROM (0) TO (100);
ALTER TABLE parent_1 ADD PRIMARY KEY (k);
INSERT INTO parent SELECT g, 'x' FROM generate_series(1, 99) g;
CREATE PUBLICATION feed FOR TABLE parent;
-- statement:
UPDATE parent SET a = 'y';

-- case: partition-keyed-itself
-- statement:
UPDATE parent_1 SET a = 'y';

-- case: identity-lost
-- setup:
CREATE TABLE keyed (k integer CONSTRAINT keyed_pkey PRIMARY KEY, a text);
INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 300) g;
CREATE TABLE keyed_index (k integer NOT NULL, a text);
CREATE UNIQUE INDEX keyed_index_k ON keyed_index (k);
ALTER TABLE keyed_index REPLICA IDENTITY USING INDEX keyed_index_k;
CREATE TABLE late (k integer CONSTRAINT late_pkey PRIMARY KEY DEFERRABLE, a text);
CREATE PUBLICATION feed FOR TABLE keyed, keyed_index, late;
-- statement:
ALTER TABLE keyed DROP CONSTRAINT keyed_pkey;
UPDATE keyed SET a = 'y';

-- case: identity-index-dropped
-- statement:
DROP INDEX keyed_index_k;
DELETE FROM keyed_index;

-- case: identity-nothing
-- statement:
ALTER TABLE keyed REPLICA IDENTITY NOTHING;
DELETE FROM keyed;

-- case: identity-default-again
-- statement:
ALTER TABLE keyed_index REPLICA IDENTITY DEFAULT;
DELETE FROM keyed_index;

-- case: identity-full
-- statement:
ALTER TABLE keyed REPLICA IDENTITY FULL;
ALTER TABLE keyed DROP CONSTRAINT keyed_pkey;
DELETE FROM keyed;

-- case: key-deferrable
-- statement:
UPDATE late SET a = 'y';

-- case: publication-dropped
-- statement:
DROP PUBLICATION feed;
ALTER TABLE keyed DROP CONSTRAINT keyed_pkey;
DELETE FROM keyed;

-- case: publication-without-it
-- statement:
ALTER PUBLICATION feed DROP TABLE keyed;
ALTER TABLE keyed DROP CONSTRAINT keyed_pkey;
DELETE FROM keyed;
