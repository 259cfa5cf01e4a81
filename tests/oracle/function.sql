-- Functions: no table lock, unless the body is read when the function is made.

-- case: create
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE users ALTER COLUMN age SET DEFAULT one();
CREATE FUNCTION lonely() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- statement:
CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 2; END';

-- case: create-sql-reading-table
-- statement:
CREATE FUNCTION many() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM users';

-- case: create-begin-atomic
-- statement:
CREATE FUNCTION many() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM users; END;

-- case: create-plpgsql-reading-table
-- statement:
CREATE FUNCTION many() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM users); END';

-- case: create-table-type-argument
-- statement:
CREATE FUNCTION label(who users) RETURNS text LANGUAGE sql AS 'SELECT who.email';

-- case: replace
-- statement:
CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 2';

-- case: replace-trigger-function
-- statement:
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';

-- case: replace-changed-result
-- statement:
CREATE OR REPLACE FUNCTION one() RETURNS text LANGUAGE sql AS 'SELECT ''x''';

-- case: create-existing
-- statement:
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 2';

-- case: procedure
-- statement:
CREATE PROCEDURE work() LANGUAGE plpgsql AS 'BEGIN NULL; END';

-- case: drop
-- statement:
DROP FUNCTION lonely();

-- case: drop-without-arguments
-- statement:
DROP FUNCTION lonely;

-- case: drop-if-exists-missing
-- statement:
DROP FUNCTION IF EXISTS nothing();

-- case: drop-used-by-trigger
-- statement:
DROP FUNCTION touch();

-- case: drop-used-by-trigger-cascade
-- statement:
DROP FUNCTION touch() CASCADE;

-- case: drop-used-by-default-cascade
-- statement:
DROP FUNCTION one() CASCADE;

-- case: do-block
-- statement:
DO $$ BEGIN ALTER TABLE users ADD COLUMN score int; END $$;
