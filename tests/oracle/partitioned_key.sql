-- Keys and NOT NULL, of partitioned tables and of what inherits.

-- case: primary-key-not-null-already
-- setup:
CREATE TABLE p (k integer NOT NULL, a integer, b text) PARTITION BY RANGE (k);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (100);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (100) TO (200);
INSERT INTO p SELECT g, g, 'x' FROM generate_series(1, 199) g;
CREATE TABLE n (k integer, a integer NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE n_1 PARTITION OF n FOR VALUES FROM (0) TO (100);
INSERT INTO n SELECT g, g FROM generate_series(1, 99) g;
CREATE TABLE pk (k integer CONSTRAINT pk_pkey PRIMARY KEY, a integer) PARTITION BY RANGE (k);
CREATE TABLE pk_1 PARTITION OF pk FOR VALUES FROM (0) TO (100);
INSERT INTO pk SELECT g, g FROM generate_series(1, 99) g;
CREATE TABLE base (id integer NOT NULL, a integer);
INSERT INTO base SELECT g, g FROM generate_series(1, 300) g;
CREATE TABLE heir () INHERITS (base);
INSERT INTO heir SELECT g, g FROM generate_series(1, 300) g;
CREATE TABLE t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer);
INSERT INTO t SELECT g, g FROM generate_series(1, 300) g;
-- statement:
ALTER TABLE p ADD PRIMARY KEY (k);

-- case: primary-key-nullable
-- statement:
ALTER TABLE n ADD PRIMARY KEY (k);

-- case: primary-key-half-nullable
-- statement:
ALTER TABLE n ADD PRIMARY KEY (a, k);

-- case: primary-key-inherited-not-null
-- statement:
ALTER TABLE base ADD PRIMARY KEY (id);

-- case: primary-key-inherited-nullable
-- statement:
ALTER TABLE base ADD PRIMARY KEY (a);

-- case: second-key-with-a-missing-drop
-- statement:
ALTER TABLE t DROP CONSTRAINT IF EXISTS missing, ADD PRIMARY KEY (a);

-- case: second-key-with-its-drop
-- statement:
ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (a);

-- case: key-dropped-and-not-null
-- statement:
ALTER TABLE t DROP CONSTRAINT t_pkey, ALTER COLUMN id DROP NOT NULL;

-- case: not-null-and-key-dropped
-- statement:
ALTER TABLE t ALTER COLUMN id DROP NOT NULL, DROP CONSTRAINT t_pkey;

-- case: key-dropped-and-not-null-partitioned
-- statement:
ALTER TABLE pk DROP CONSTRAINT pk_pkey, ALTER COLUMN k DROP NOT NULL;

-- case: drop-not-null-only
-- statement:
ALTER TABLE ONLY p ALTER COLUMN k DROP NOT NULL;

-- case: drop-not-null-only-nullable
-- statement:
ALTER TABLE ONLY p ALTER COLUMN a DROP NOT NULL;

-- case: drop-not-null-only-missing
-- statement:
ALTER TABLE ONLY p ALTER COLUMN missing DROP NOT NULL;

-- case: drop-not-null-only-partition
-- statement:
ALTER TABLE ONLY p_1 ALTER COLUMN k DROP NOT NULL;

-- case: drop-not-null-only-key
-- statement:
ALTER TABLE ONLY pk ALTER COLUMN k DROP NOT NULL;

-- case: drop-not-null-only-inherited
-- statement:
ALTER TABLE ONLY base ALTER COLUMN id DROP NOT NULL;

-- case: update-key-to-itself
-- setup:
CREATE TABLE t (id integer PRIMARY KEY, a integer);
INSERT INTO t SELECT g, g FROM generate_series(1, 300) g;
CREATE TABLE r (id integer PRIMARY KEY, ref integer REFERENCES t, filled integer DEFAULT 5 REFERENCES t);
INSERT INTO r SELECT g, g, g FROM generate_series(1, 300) g;
CREATE TABLE two (id integer PRIMARY KEY, x integer, y integer, UNIQUE (x, y));
INSERT INTO two SELECT g, g, g FROM generate_series(1, 300) g;
CREATE TABLE pair (id integer PRIMARY KEY, x integer, y integer, FOREIGN KEY (x, y) REFERENCES two (x, y));
INSERT INTO pair SELECT g, g, g FROM generate_series(1, 300) g;
-- statement:
UPDATE t SET id = id;

-- case: update-key-and-other-to-itself
-- statement:
UPDATE t SET id = id, a = a + 1;

-- case: update-reference-to-itself
-- statement:
UPDATE r SET ref = ref;

-- case: update-reference
-- statement:
UPDATE r SET ref = 7;

-- case: insert-without-reference
-- statement:
INSERT INTO pair (id) VALUES (1000);

-- case: insert-with-half-a-reference
-- statement:
INSERT INTO pair (id, x) VALUES (1000, 5);

-- case: insert-with-a-reference
-- statement:
INSERT INTO pair (id, x, y) VALUES (1000, 5, 5);

-- case: insert-with-a-filled-reference
-- statement:
INSERT INTO r (id) VALUES (1000);

-- case: insert-with-all
-- statement:
INSERT INTO r VALUES (1000, 5, 5);

-- case: not-null-no-inherit-again
-- setup:
CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b integer);
INSERT INTO t SELECT g, g, g FROM generate_series(1, 300) g;
CREATE TABLE p (k integer NOT NULL, a integer) PARTITION BY RANGE (k);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (100);
INSERT INTO p SELECT g, g FROM generate_series(1, 99) g;
CREATE TABLE base (id integer NOT NULL, a integer);
CREATE TABLE heir () INHERITS (base);
-- statement:
ALTER TABLE t ADD CONSTRAINT c NOT NULL a NO INHERIT;

-- case: not-null-no-inherit-again-unnamed
-- statement:
ALTER TABLE t ADD NOT NULL a NO INHERIT;

-- case: not-null-again
-- statement:
ALTER TABLE t ADD NOT NULL a;

-- case: not-null-no-inherit
-- statement:
ALTER TABLE t ADD NOT NULL b NO INHERIT;

-- case: not-null-inherited-after-no-inherit
-- statement:
ALTER TABLE t ADD CONSTRAINT c NOT NULL b NO INHERIT;
ALTER TABLE t ADD NOT NULL b;

-- case: not-null-only-partitioned
-- statement:
ALTER TABLE ONLY p ADD CONSTRAINT c NOT NULL a;

-- case: not-null-only-partitioned-not-valid
-- statement:
ALTER TABLE ONLY p ADD CONSTRAINT c NOT NULL a NOT VALID;

-- case: not-null-only-inherited
-- statement:
ALTER TABLE ONLY base ADD CONSTRAINT c NOT NULL a;
