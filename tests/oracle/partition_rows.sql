-- Rows of partitions: which tables above are locked, in a session that has not seen them.

-- case: update
-- setup:
CREATE TABLE p (k integer, a text) PARTITION BY RANGE (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (200) PARTITION BY HASH (k);
CREATE TABLE p2a PARTITION OF p2 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE x (k integer, a text);
INSERT INTO p SELECT g % 200, 'x' FROM generate_series(1, 5000) g;
INSERT INTO x VALUES (1, 'x');
-- statement:
UPDATE p1 SET k = k;
-- case: update-other
-- statement:
UPDATE p1 SET a = 'y' WHERE k = 3;
-- case: update-none
-- statement:
UPDATE p1 SET a = 'y' WHERE k = -3;
-- case: update-nested
-- statement:
UPDATE p2a SET a = 'y';
-- case: update-sub
-- statement:
UPDATE p2 SET a = 'y';
-- case: update-root
-- statement:
UPDATE p SET a = 'y';
-- case: delete
-- statement:
DELETE FROM p1;
-- case: delete-where
-- statement:
DELETE FROM p2a WHERE k = 5;
-- case: insert
-- statement:
INSERT INTO p1 VALUES (1, 'x');
-- case: insert-nested
-- statement:
INSERT INTO p2a VALUES (101, 'x');
-- case: insert-sub
-- statement:
INSERT INTO p2 VALUES (101, 'x');
-- case: insert-query
-- statement:
INSERT INTO p1 SELECT * FROM x;
-- case: select
-- statement:
SELECT count(*) FROM p1;
-- case: select-nested
-- statement:
SELECT count(*) FROM p2a WHERE k = 101;
-- case: select-update
-- statement:
SELECT * FROM p2a FOR UPDATE;
-- case: truncate-nested
-- statement:
TRUNCATE p2a;
-- case: truncate-sub
-- statement:
TRUNCATE p2;
-- case: merge
-- statement:
MERGE INTO p1 USING x ON x.k = p1.k WHEN MATCHED THEN UPDATE SET a = 'z';
-- case: copy
-- statement:
COPY p1 TO '/dev/null';
-- case: read-other
-- statement:
INSERT INTO x SELECT * FROM p1;
-- case: create-as
-- statement:
CREATE TABLE fresh AS SELECT * FROM p2a;
-- case: copy-from
-- statement:
COPY p1 FROM '/dev/null';
