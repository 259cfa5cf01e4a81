-- Which columns a view depends on through the `*` of its query and of the
-- queries inside of it.

-- case: of-a-subquery
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, body text);
CREATE TABLE kept (id int, body text, more int);
INSERT INTO notes SELECT g, 'body ' || g FROM generate_series(1, 5000) g;
INSERT INTO kept SELECT g, 'body ' || g, g FROM generate_series(1, 5000) g;
-- statement:
CREATE VIEW shown AS SELECT k.id FROM (SELECT * FROM kept) AS k;
ALTER TABLE kept DROP COLUMN more;

-- case: of-a-common-table-expression
-- statement:
CREATE VIEW shown AS WITH k AS (SELECT * FROM kept) SELECT n.id FROM notes n JOIN k ON k.id = n.id;
ALTER TABLE kept DROP COLUMN more;

-- case: around-a-subquery
-- statement:
CREATE VIEW shown AS SELECT * FROM (SELECT id FROM kept) AS k;
ALTER TABLE kept DROP COLUMN more;

-- case: around-a-subquery-beside-a-table
-- statement:
CREATE VIEW shown AS SELECT * FROM notes n, (SELECT k.id AS other FROM kept k) AS o;
ALTER TABLE kept DROP COLUMN more;

-- case: of-a-join
-- statement:
CREATE VIEW shown AS SELECT * FROM (SELECT id AS note FROM notes) n JOIN kept k ON k.id = n.note;
ALTER TABLE kept DROP COLUMN more;

-- case: of-a-condition
-- statement:
CREATE VIEW shown AS SELECT n.id FROM notes n WHERE EXISTS (SELECT * FROM kept k WHERE k.id = n.id);
ALTER TABLE kept DROP COLUMN more;

-- case: of-one-arm-of-a-union
-- statement:
CREATE VIEW shown AS SELECT * FROM notes UNION ALL SELECT k.id, k.body FROM kept k;
ALTER TABLE kept DROP COLUMN more;

-- case: of-both-arms-of-a-union
-- statement:
CREATE VIEW shown AS SELECT * FROM notes x UNION ALL SELECT * FROM (SELECT id, body FROM kept) x;
ALTER TABLE notes DROP COLUMN body;

-- case: of-a-table-command
-- statement:
CREATE VIEW shown AS TABLE kept;
ALTER TABLE kept DROP COLUMN more;

-- case: counted
-- statement:
CREATE VIEW shown AS SELECT count(*) AS n FROM kept;
ALTER TABLE kept DROP COLUMN more;

-- case: type-below-a-subquery
-- statement:
CREATE VIEW shown AS SELECT k.id FROM (SELECT * FROM kept) AS k;
ALTER TABLE kept ALTER COLUMN more TYPE bigint;

-- case: of-a-materialized-view
-- statement:
CREATE MATERIALIZED VIEW shown AS SELECT k.id FROM notes n LEFT JOIN (SELECT * FROM kept) k ON k.id = n.id;
ALTER TABLE kept DROP COLUMN more CASCADE;

-- case: returned-by-a-rule
-- statement:
ALTER TABLE kept DROP COLUMN more;
CREATE RULE put AS ON INSERT TO notes DO INSTEAD INSERT INTO kept (id) SELECT new.id RETURNING *;
ALTER TABLE kept DROP COLUMN body;
