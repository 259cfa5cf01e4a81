-- Defaults that call functions in SQL: from 12 on the body takes the place of
-- the call before PostgreSQL asks whether the default is volatile.

-- case: constant
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
CREATE FUNCTION seven() RETURNS int LANGUAGE sql AS 'SELECT 7';
CREATE FUNCTION started() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()';
CREATE FUNCTION lot() RETURNS double precision LANGUAGE sql AS 'SELECT random() * 10';
CREATE FUNCTION strict_seven() RETURNS int LANGUAGE sql STRICT AS 'SELECT 7';
CREATE FUNCTION next_to(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + 1';
CREATE FUNCTION beside(n int) RETURNS int LANGUAGE sql AS ' select n - 1; ';
CREATE FUNCTION someone() RETURNS bigint LANGUAGE sql AS 'SELECT id FROM users LIMIT 1';
CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql AS 'SELECT count(*)';
CREATE FUNCTION guarded() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 7';
CREATE FUNCTION settled() RETURNS int LANGUAGE sql SET work_mem = '1MB' AS 'SELECT 7';
CREATE FUNCTION twice_seven() RETURNS int LANGUAGE sql AS 'SELECT seven() * 2';
CREATE FUNCTION parallel_seven() RETURNS int LANGUAGE sql PARALLEL SAFE COST 5 AS 'SELECT 7';
CREATE FUNCTION many_sevens() RETURNS SETOF int LANGUAGE sql AS 'SELECT 7';
CREATE FUNCTION two_steps() RETURNS int LANGUAGE sql AS 'SELECT 6; SELECT 7';
CREATE FUNCTION limited() RETURNS int LANGUAGE sql AS 'SELECT 7 LIMIT 1';
CREATE FUNCTION filtered() RETURNS int LANGUAGE sql AS 'SELECT 7 WHERE true';
CREATE FUNCTION nested() RETURNS int LANGUAGE sql AS 'SELECT (SELECT 7)';
CREATE FUNCTION slow_seven() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 7; END';
CREATE FUNCTION steady_lot() RETURNS double precision LANGUAGE sql STABLE AS 'SELECT random()';
CREATE FUNCTION over_slow() RETURNS int LANGUAGE sql AS 'SELECT slow_seven()';
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT seven();

-- case: stable
-- statement:
ALTER TABLE users ADD COLUMN since timestamptz DEFAULT started();

-- case: volatile
-- statement:
ALTER TABLE users ADD COLUMN lot double precision DEFAULT lot();

-- case: strict
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT strict_seven();

-- case: argument
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT next_to(6);

-- case: named-argument
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT beside(8);

-- case: volatile-argument
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT next_to(floor(random())::int);

-- case: reads-table
-- statement:
ALTER TABLE users ADD COLUMN first bigint DEFAULT someone();

-- case: aggregate
-- statement:
ALTER TABLE users ADD COLUMN score bigint DEFAULT counted();

-- case: security-definer
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT guarded();

-- case: with-setting
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT settled();

-- case: calls-another
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT twice_seven();

-- case: other-options
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT parallel_seven();

-- case: two-statements
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT two_steps();

-- case: limit
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT limited();

-- case: condition
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT filtered();

-- case: subquery
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT nested();

-- case: plpgsql
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT slow_seven();

-- case: stable-over-volatile
-- statement:
ALTER TABLE users ADD COLUMN lot double precision DEFAULT steady_lot();

-- case: over-plpgsql
-- statement:
ALTER TABLE users ADD COLUMN score int DEFAULT over_slow();

-- case: not-null
-- statement:
ALTER TABLE users ADD COLUMN score int NOT NULL DEFAULT seven();

-- case: return-body
-- statement:
CREATE FUNCTION eight() RETURNS int LANGUAGE sql RETURN 8;
ALTER TABLE users ADD COLUMN score int DEFAULT eight();

-- case: atomic-body
-- statement:
CREATE FUNCTION eight() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 8; END;
ALTER TABLE users ADD COLUMN score int DEFAULT eight();

-- case: created-in-transaction
-- statement:
CREATE FUNCTION eight() RETURNS int LANGUAGE sql AS 'SELECT 8';
ALTER TABLE users ADD COLUMN score int DEFAULT eight();

-- case: replaced-in-transaction
-- statement:
CREATE OR REPLACE FUNCTION seven() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 7; END';
ALTER TABLE users ADD COLUMN score int DEFAULT seven();

-- case: declared-immutable
-- statement:
ALTER FUNCTION slow_seven() IMMUTABLE;
ALTER TABLE users ADD COLUMN score int DEFAULT slow_seven();
