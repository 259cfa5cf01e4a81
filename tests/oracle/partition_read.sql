-- Queries that plan with the partitions of a partition.

-- case: sub-select
-- setup:
CREATE TABLE p (k integer NOT NULL, a integer, PRIMARY KEY (k)) PARTITION BY RANGE (k);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (100);
CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (100) TO (200) PARTITION BY RANGE (k);
CREATE TABLE p_2_1 PARTITION OF p_2 FOR VALUES FROM (100) TO (200);
CREATE TABLE p_3 PARTITION OF p FOR VALUES FROM (200) TO (300) PARTITION BY RANGE (k);
INSERT INTO p SELECT g, g FROM generate_series(1, 199) g;
CREATE TABLE other (a integer);
INSERT INTO other SELECT g FROM generate_series(1, 300) g;
CREATE VIEW v AS SELECT k, a FROM p_2;
CREATE MATERIALIZED VIEW m AS SELECT k, a FROM p;
CREATE MATERIALIZED VIEW m_2 AS SELECT k, a FROM p_2;
CREATE MATERIALIZED VIEW m_1 AS SELECT k, a FROM p_1;
CREATE MATERIALIZED VIEW m_v AS SELECT k, a FROM v;
CREATE UNIQUE INDEX m_k ON m (k);
-- statement:
SELECT count(*) FROM p_2;

-- case: sub-select-empty
-- statement:
SELECT count(*) FROM p_3;

-- case: leaf-select
-- statement:
SELECT count(*) FROM p_1;

-- case: leaf-select-where
-- statement:
SELECT count(*) FROM p_1 WHERE k = 5;

-- case: sub-leaf-select
-- statement:
SELECT count(*) FROM p_2_1;

-- case: sub-select-only
-- statement:
SELECT count(*) FROM ONLY p_2;

-- case: view-of-sub
-- statement:
SELECT count(*) FROM v;

-- case: create-as-sub
-- statement:
CREATE TABLE fresh AS SELECT a FROM p_2;

-- case: create-as-sub-without-data
-- statement:
CREATE TABLE fresh AS SELECT a FROM p_2 WITH NO DATA;

-- case: create-view-of-sub
-- statement:
CREATE VIEW fresh AS SELECT a FROM p_2;

-- case: insert-from-sub
-- statement:
INSERT INTO other SELECT a FROM p_2;

-- case: delete-sub
-- statement:
DELETE FROM p_2 WHERE k = 150;

-- case: delete-sub-all
-- statement:
DELETE FROM p_2;

-- case: delete-sub-empty
-- statement:
DELETE FROM p_3;

-- case: update-sub
-- statement:
UPDATE p_2 SET a = 5;

-- case: update-sub-empty
-- statement:
UPDATE p_3 SET a = 5;

-- case: delete-using-sub
-- statement:
DELETE FROM other USING p_2 WHERE p_2.a = other.a;

-- case: copy-sub
-- statement:
COPY (SELECT a FROM p_2) TO '/dev/null';

-- case: refresh-partitioned
-- statement:
REFRESH MATERIALIZED VIEW m;

-- case: refresh-partitioned-concurrently
-- statement:
REFRESH MATERIALIZED VIEW CONCURRENTLY m;

-- case: refresh-partitioned-no-data
-- statement:
REFRESH MATERIALIZED VIEW m WITH NO DATA;

-- case: refresh-sub
-- statement:
REFRESH MATERIALIZED VIEW m_2;

-- case: refresh-sub-no-data
-- statement:
REFRESH MATERIALIZED VIEW m_2 WITH NO DATA;

-- case: refresh-leaf
-- statement:
REFRESH MATERIALIZED VIEW m_1;

-- case: refresh-view
-- statement:
REFRESH MATERIALIZED VIEW m_v;

-- case: create-materialized-of-partitioned
-- statement:
CREATE MATERIALIZED VIEW fresh AS SELECT k FROM p;

-- case: create-materialized-of-partitioned-no-data
-- statement:
CREATE MATERIALIZED VIEW fresh AS SELECT k FROM p WITH NO DATA;
