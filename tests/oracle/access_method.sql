-- What access methods do not support, and what else refuses an index, its
-- table's statistics or what goes by it.

-- case: unique-hash
-- setup:
CREATE SCHEMA other;
CREATE PUBLICATION quiet;
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY, a text, j json, b bit(8), f boolean, n numeric);
CREATE INDEX t_hash ON t USING hash (a);
CREATE INDEX t_part ON t (a) WHERE a > 'k';
CREATE TABLE q (id integer, a text);
CREATE INDEX q_a ON q (a);
CREATE TABLE p (k integer, a text) PARTITION BY RANGE (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (200) PARTITION BY HASH (k);
CREATE TABLE p2a PARTITION OF p2 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE INDEX p_kk ON p (k, k);
CREATE INDEX p_a ON p (a);
CREATE INDEX p1_hash ON p1 USING hash (k);
INSERT INTO t (a) SELECT 'x' FROM generate_series(1, 500);
INSERT INTO p SELECT g % 200, 'x' FROM generate_series(1, 500) g;
-- statement:
CREATE UNIQUE INDEX fresh ON t USING hash (a);
-- case: include-hash
-- statement:
CREATE INDEX fresh ON t USING hash (a) INCLUDE (id);
-- case: include-gist
-- statement:
CREATE INDEX fresh ON t USING gist (a) INCLUDE (id);
-- case: columns-hash
-- statement:
CREATE INDEX fresh ON t USING hash (a, id);
-- case: columns-spgist
-- statement:
CREATE INDEX fresh ON t USING spgist (a, a);
-- case: parameter-brin
-- statement:
CREATE INDEX fresh ON t USING brin (a) WITH (fillfactor = 70);
-- case: parameter-btree
-- statement:
CREATE INDEX fresh ON t (a) WITH (deduplicate_items = off);
-- case: parameter-scale-factor
-- statement:
CREATE INDEX fresh ON t (a) WITH (vacuum_cleanup_index_scale_factor = 1);
-- case: class-json
-- statement:
CREATE INDEX fresh ON t (j);
-- case: class-bit-hash
-- statement:
CREATE INDEX fresh ON t USING hash (b);
-- case: class-boolean-brin
-- statement:
CREATE INDEX fresh ON t USING brin (f);
-- case: class-text-gin
-- statement:
CREATE INDEX fresh ON t USING gin (a);
-- case: partitioned-tablespace
-- statement:
CREATE INDEX fresh ON p (a) TABLESPACE pg_default;
-- case: partitioned-concurrently-without-column
-- statement:
CREATE INDEX CONCURRENTLY fresh ON p (missing);
-- case: partitioned-again
-- statement:
CREATE INDEX fresh ON p (a);
-- case: partitioned-other-method
-- statement:
CREATE INDEX fresh ON p (k);
-- case: reindex-one-of-two
-- statement:
REINDEX INDEX p_kk;
-- case: reindex-partition
-- statement:
REINDEX TABLE p2a;
-- case: statistics-json
-- statement:
CREATE STATISTICS fresh ON a, j FROM t;
-- case: statistics-twice
-- statement:
CREATE STATISTICS fresh ON a, a FROM t;
-- case: cluster-hash
-- statement:
CLUSTER t USING t_hash;
-- case: cluster-partial
-- statement:
CLUSTER t USING t_part;
-- case: cluster-missing
-- statement:
CLUSTER t USING missing;
-- case: cluster-of-other
-- statement:
CLUSTER t USING q_a;
-- case: cluster-partitioned
-- statement:
CLUSTER p USING p_a;
-- case: drop-identity-sequence
-- statement:
DROP SEQUENCE t_id_seq CASCADE;
-- case: drop-missing-schema
-- statement:
DROP SCHEMA gone;
-- case: set-missing-schema
-- statement:
ALTER FUNCTION now() SET SCHEMA gone;
-- case: missing-publication
-- statement:
ALTER PUBLICATION gone ADD TABLE t;
