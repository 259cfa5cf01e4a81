-- Statements that hold another: EXPLAIN, PREPARE, cursors, COPY, DO.

-- case: explain
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
-- statement:
EXPLAIN SELECT * FROM users;

-- case: explain-update
-- statement:
EXPLAIN UPDATE users SET age = 1;

-- case: explain-delete-options
-- statement:
EXPLAIN (COSTS off) DELETE FROM users WHERE id = 1;

-- case: explain-analyze-update
-- statement:
EXPLAIN ANALYZE UPDATE users SET age = 1 WHERE id = 1;

-- case: explain-analyze-create
-- statement:
EXPLAIN (ANALYZE) CREATE TABLE copies AS SELECT id FROM users;

-- case: explain-create
-- statement:
EXPLAIN CREATE TABLE copies AS SELECT id FROM users;

-- case: prepare
-- statement:
PREPARE one AS SELECT email FROM users WHERE id = $1;

-- case: prepare-update
-- statement:
PREPARE up (int) AS UPDATE users SET age = $1;

-- case: prepare-execute
-- statement:
PREPARE one AS SELECT email FROM users WHERE id = 1;
EXECUTE one;

-- case: deallocate
-- statement:
DEALLOCATE ALL;

-- case: declare
-- statement:
DECLARE c CURSOR FOR SELECT * FROM users;

-- case: declare-for-update
-- statement:
DECLARE c CURSOR FOR SELECT * FROM users FOR UPDATE;

-- case: declare-fetch-close
-- statement:
DECLARE c CURSOR FOR SELECT * FROM users;
FETCH 5 FROM c;
MOVE FORWARD 2 IN c;
CLOSE c;

-- case: close-all
-- statement:
CLOSE ALL;

-- case: show
-- statement:
SHOW lock_timeout;

-- case: show-all
-- statement:
SHOW ALL;

-- case: copy-insert-to
-- statement:
COPY (INSERT INTO teams VALUES (90000, 'x') RETURNING id) TO '/dev/null';

-- case: copy-select-to
-- statement:
COPY (SELECT id FROM users) TO '/dev/null' WITH (FORMAT csv);

-- case: do-if-exists
-- statement:
DO $$ BEGIN IF EXISTS (SELECT FROM users) THEN ALTER TABLE teams ADD COLUMN note text; END IF; END $$;

-- case: do-execute-literal
-- statement:
DO $$ BEGIN EXECUTE 'ALTER TABLE teams ADD COLUMN note text'; END $$;

-- case: do-execute-format
-- statement:
DO $$ BEGIN EXECUTE format('ALTER TABLE teams ADD COLUMN note text'); END $$;

-- case: do-nested
-- statement:
DO $a$ BEGIN DO $b$ BEGIN TRUNCATE teams; END $b$; END $a$;

-- case: reassign-owned
-- statement:
REASSIGN OWNED BY CURRENT_USER TO CURRENT_USER;

-- case: set-transaction
-- statement:
SET TRANSACTION READ ONLY;
