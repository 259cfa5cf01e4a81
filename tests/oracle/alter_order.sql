-- Which of two reasons to refuse an ALTER TABLE PostgreSQL comes to first, and
-- reasons that it finds in one action alone.

-- case: order-drop-before-add
-- setup:
CREATE TYPE level AS ENUM ('low', 'high');
CREATE TABLE kinds (code integer PRIMARY KEY, label text NOT NULL);
CREATE TABLE goods (id integer PRIMARY KEY, name text, price numeric, rank level, weight integer,
    CONSTRAINT goods_weight_check CHECK (weight > 0));
CREATE INDEX goods_name_idx ON goods (name);
CREATE UNIQUE INDEX kinds_label_idx ON kinds (label);
CREATE TABLE logs (day integer NOT NULL, note text, size integer) PARTITION BY RANGE (day);
CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (0) TO (10);
CREATE TABLE stem (n integer, word text);
CREATE TABLE leaf (own integer) INHERITS (stem);
CREATE SCHEMA attic;
INSERT INTO goods SELECT g, 'x' || g, g, 'low', g FROM generate_series(1, 300) g;
-- statement:
ALTER TABLE goods ADD COLUMN name text, DROP CONSTRAINT nowhere;

-- case: order-type-before-add
-- statement:
ALTER TABLE logs_1 ADD COLUMN extra integer, ALTER COLUMN note TYPE varchar(9);

-- case: order-drop-before-add-in-partition
-- statement:
ALTER TABLE logs_1 ADD COLUMN extra integer, DROP COLUMN note;

-- case: order-cast-before-drop
-- statement:
ALTER TABLE goods DROP CONSTRAINT nowhere, ALTER COLUMN name TYPE integer;

-- case: order-column-before-foreign-key
-- statement:
ALTER TABLE goods ADD FOREIGN KEY (name) REFERENCES kinds, ADD COLUMN price integer;

-- case: order-key-before-trigger
-- statement:
ALTER TABLE goods ENABLE TRIGGER nowhere, ADD PRIMARY KEY (weight);

-- case: order-definition-before-key
-- statement:
ALTER TABLE goods ADD PRIMARY KEY (weight), ADD UNIQUE (nowhere);

-- case: order-constraint-before-identity-options
-- statement:
ALTER TABLE goods ALTER COLUMN weight SET GENERATED ALWAYS, ADD CONSTRAINT goods_weight_check CHECK (id > 0);

-- case: order-taken-column-before-child
-- statement:
ALTER TABLE stem ADD COLUMN word integer;

-- case: order-taken-column-if-not-exists
-- statement:
ALTER TABLE goods ADD COLUMN IF NOT EXISTS name nowhere;

-- case: order-using-index-before-key
-- statement:
ALTER TABLE goods ADD PRIMARY KEY USING INDEX kinds_label_idx;

-- case: order-using-plain-index-under-taken-name
-- statement:
ALTER TABLE goods ADD CONSTRAINT goods_weight_check PRIMARY KEY USING INDEX goods_name_idx;

-- case: order-foreign-key-name-before-types
-- statement:
ALTER TABLE goods ADD CONSTRAINT goods_weight_check FOREIGN KEY (name) REFERENCES kinds;

-- case: order-not-valid-before-types
-- statement:
ALTER TABLE logs ADD FOREIGN KEY (note) REFERENCES kinds NOT VALID;

-- case: order-syntax-before-missing-table
-- statement:
ALTER TABLE nowhere ADD COLUMN extra integer GENERATED ALWAYS AS (1) VIRTUAL;

-- case: order-cast-of-using-before-drop-not-null
-- statement:
ALTER TABLE logs_1 ALTER COLUMN day DROP NOT NULL, ALTER COLUMN size TYPE point USING size::point;

-- case: order-dropped-column-has-no-type
-- statement:
ALTER TABLE goods DROP COLUMN name, ALTER COLUMN name TYPE varchar;

-- case: order-constraint-twice
-- statement:
ALTER TABLE goods ADD CONSTRAINT fresh CHECK (id > 0), ADD CONSTRAINT fresh CHECK (weight > 0);

-- case: order-constraint-dropped-twice
-- statement:
ALTER TABLE goods DROP CONSTRAINT goods_weight_check, DROP CONSTRAINT goods_weight_check;

-- case: order-move-to-missing-schema
-- statement:
ALTER TABLE goods SET SCHEMA cellar;

-- case: order-move-to-schema
-- statement:
ALTER TABLE goods SET SCHEMA attic;

-- case: order-cluster-on-index-of-another
-- statement:
ALTER TABLE goods CLUSTER ON kinds_label_idx;

-- case: order-replica-identity-of-another
-- statement:
ALTER TABLE goods REPLICA IDENTITY USING INDEX kinds_label_idx;

-- case: order-untyped-table
-- statement:
ALTER TABLE goods NOT OF;

-- case: order-exclusion-of-missing-column
-- statement:
ALTER TABLE goods ADD EXCLUDE USING btree (nowhere WITH =);

-- case: order-storage-of-integer
-- statement:
ALTER TABLE goods ALTER COLUMN weight SET STORAGE MAIN;

-- case: order-storage-of-enum
-- statement:
ALTER TABLE goods ALTER COLUMN rank SET STORAGE EXTERNAL;

-- case: order-compression-of-integer
-- statement:
ALTER TABLE goods ALTER COLUMN weight SET COMPRESSION pglz;

-- case: order-identity-of-text
-- statement:
ALTER TABLE goods ALTER COLUMN name ADD GENERATED ALWAYS AS IDENTITY;

-- case: order-identity-of-partition
-- statement:
ALTER TABLE logs_1 ALTER COLUMN size DROP IDENTITY IF EXISTS;

-- case: order-expression-of-partition
-- statement:
ALTER TABLE logs_1 ALTER COLUMN note DROP EXPRESSION;

-- case: order-no-inherit-of-constraint
-- statement:
ALTER TABLE goods ALTER CONSTRAINT goods_weight_check NO INHERIT;

-- case: order-no-not-null-to-drop
-- statement:
ALTER TABLE logs ALTER COLUMN note DROP NOT NULL;

-- case: order-partition-of-itself
-- statement:
ALTER TABLE logs_1 ATTACH PARTITION logs_1 DEFAULT;

-- case: order-child-of-itself
-- statement:
ALTER TABLE stem INHERIT leaf;

-- case: order-default-of-a-later-major
-- statement:
ALTER TABLE goods ADD COLUMN key uuid DEFAULT gen_random_uuid();
