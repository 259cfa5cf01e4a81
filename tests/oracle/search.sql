-- Which conditions an index can answer, and which read every row.

-- case: search-not-equal
-- setup:
CREATE TABLE t (id int PRIMARY KEY, a int, b text);
INSERT INTO t SELECT g, g % 1000, 'b' || g FROM generate_series(1, 20000) g;
CREATE INDEX t_a ON t (a);
CREATE TABLE c (id int PRIMARY KEY, a int);
INSERT INTO c SELECT g, g FROM generate_series(1, 20000) g;
ANALYZE t, c;
-- statement:
DELETE FROM t WHERE id <> 5;

-- case: search-not
-- statement:
DELETE FROM t WHERE NOT (id = 5);

-- case: search-or-without-index
-- statement:
DELETE FROM t WHERE id = 5 OR b IS NULL;

-- case: search-or-by-two-indexes
-- statement:
DELETE FROM t WHERE id = 5 OR a = 7;

-- case: search-in-a-call
-- statement:
DELETE FROM t WHERE coalesce(id, 0) = 5;

-- case: search-in-a-cast
-- statement:
DELETE FROM t WHERE id::text LIKE '%1';

-- case: search-in-a-query
-- statement:
DELETE FROM t WHERE a IN (SELECT id FROM c);

-- case: search-in-a-limited-query
-- statement:
DELETE FROM t WHERE id IN (SELECT id FROM c WHERE id > 100 ORDER BY id LIMIT 10);

-- case: search-joined
-- statement:
DELETE FROM t USING c WHERE c.id = t.a;

-- case: search-joined-to-few
-- statement:
WITH few AS (SELECT id FROM c WHERE id < 100 ORDER BY id LIMIT 10) UPDATE t SET b = 'x' FROM few WHERE t.id = few.id;

-- case: search-list
-- statement:
UPDATE t SET b = 'x' WHERE id IN (1, 2, 3);

-- case: search-range
-- statement:
UPDATE t SET b = 'x' WHERE id BETWEEN 1 AND 20;

-- case: search-any-of-array
-- statement:
UPDATE t SET b = 'x' WHERE id = ANY (ARRAY[1, 2, 3]);

-- case: search-and
-- statement:
UPDATE t SET b = 'x' WHERE b <> 'x' AND id = 7;

-- case: search-call-beside
-- statement:
UPDATE t SET b = 'x' WHERE id = length('abc');
