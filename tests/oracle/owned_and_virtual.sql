-- Sequences that a column owns, and columns of which no value is stored.

-- case: owned-sequence-moves
-- setup:
CREATE SCHEMA other;
CREATE TABLE t (id serial PRIMARY KEY, a integer);
CREATE TABLE i (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE SEQUENCE own;
CREATE SEQUENCE free;
ALTER SEQUENCE own OWNED BY t.a;
INSERT INTO t (a) SELECT g FROM generate_series(1, 300) g;
-- statement:
ALTER SEQUENCE t_id_seq SET SCHEMA other;

-- case: owned-by-clause-moves
-- statement:
ALTER SEQUENCE own SET SCHEMA other;

-- case: identity-sequence-moves
-- statement:
ALTER SEQUENCE i_id_seq SET SCHEMA other;

-- case: owned-sequence-moves-as-table
-- statement:
ALTER TABLE t_id_seq SET SCHEMA other;

-- case: owned-sequence-moves-to-missing-schema
-- statement:
ALTER SEQUENCE t_id_seq SET SCHEMA nowhere;

-- case: free-sequence-moves
-- statement:
ALTER SEQUENCE free SET SCHEMA other;

-- case: table-moves-with-sequence
-- statement:
ALTER TABLE t SET SCHEMA other;

-- case: virtual-unique-added
-- statement:
ALTER TABLE t ADD COLUMN more integer GENERATED ALWAYS AS (1 + 1) VIRTUAL UNIQUE;

-- case: unsaid-unique-added
-- statement:
ALTER TABLE t ADD COLUMN more integer GENERATED ALWAYS AS (a + 1) UNIQUE;

-- case: stored-unique-added
-- statement:
ALTER TABLE t ADD COLUMN more integer GENERATED ALWAYS AS (a + 1) STORED UNIQUE;

-- case: virtual-key-of-new-table
-- statement:
CREATE TABLE fresh (id integer, g integer GENERATED ALWAYS AS (id + 1) VIRTUAL, UNIQUE (g));

-- case: virtual-primary-key-of-new-table
-- statement:
CREATE TABLE fresh (id integer, g integer GENERATED ALWAYS AS (id + 1) VIRTUAL PRIMARY KEY);

-- case: virtual-key-added
-- setup:
CREATE TABLE v (id integer PRIMARY KEY, g integer GENERATED ALWAYS AS (id + 1) VIRTUAL);
INSERT INTO v SELECT g FROM generate_series(1, 300) g;
-- statement:
ALTER TABLE v ADD CONSTRAINT v_g_key UNIQUE (id, g);
