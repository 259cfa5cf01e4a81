-- What PostgreSQL looks up in the body of a function when it is created: a body
-- in SQL is parsed and analyzed, and its locks stay until COMMIT.

-- case: string-insert
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE TABLE teams (id bigint PRIMARY KEY, name text);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 500) g;
CREATE VIEW adults AS SELECT id, email FROM users WHERE age >= 18;
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- statement:
CREATE FUNCTION put(int) RETURNS void LANGUAGE sql AS 'INSERT INTO teams (id) VALUES ($1)';

-- case: string-update-from
-- statement:
CREATE FUNCTION put() RETURNS void LANGUAGE sql AS 'UPDATE teams SET name = u.email FROM users u WHERE u.id = teams.id';

-- case: string-delete
-- statement:
CREATE FUNCTION gone() RETURNS void LANGUAGE sql AS $$ DELETE FROM teams WHERE id IN (SELECT id FROM users) $$;

-- case: string-for-update
-- statement:
CREATE FUNCTION one_of() RETURNS bigint LANGUAGE sql AS 'SELECT id FROM users LIMIT 1 FOR UPDATE';

-- case: string-view
-- statement:
CREATE FUNCTION grown() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM adults';

-- case: string-partitioned
-- statement:
CREATE FUNCTION happened() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM events';

-- case: string-partitioned-delete
-- statement:
CREATE FUNCTION forget() RETURNS void LANGUAGE sql AS 'DELETE FROM events';

-- case: string-utility
-- statement:
CREATE FUNCTION empty() RETURNS void LANGUAGE sql AS 'TRUNCATE teams';

-- case: string-two-statements
-- statement:
CREATE FUNCTION two_steps() RETURNS bigint LANGUAGE sql AS 'DELETE FROM teams; SELECT count(*) FROM users';

-- case: string-missing-table
-- statement:
CREATE FUNCTION lost() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM nowhere';

-- case: string-missing-table-written
-- statement:
CREATE FUNCTION lost() RETURNS void LANGUAGE sql AS 'INSERT INTO nowhere VALUES (1)';

-- case: string-unchecked
-- session:
SET check_function_bodies = off;
-- statement:
CREATE FUNCTION lost() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM nowhere';

-- case: string-unchecked-reads
-- session:
SET check_function_bodies = false;
-- statement:
CREATE FUNCTION many() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM users';

-- case: string-polymorphic
-- statement:
CREATE FUNCTION kept(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT $1 FROM users LIMIT 1';

-- case: string-procedure
-- statement:
CREATE PROCEDURE put(int) LANGUAGE sql AS 'INSERT INTO teams (id) VALUES ($1)';

-- case: string-replaced
-- statement:
CREATE OR REPLACE FUNCTION grown() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM users, teams';

-- case: atomic-insert
-- statement:
CREATE FUNCTION put(int) RETURNS void LANGUAGE sql BEGIN ATOMIC INSERT INTO teams (id) VALUES ($1); END;

-- case: atomic-view
-- statement:
CREATE FUNCTION grown() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM adults; END;

-- case: atomic-partitioned-delete
-- statement:
CREATE FUNCTION forget() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM events; END;

-- case: atomic-missing-table
-- statement:
CREATE FUNCTION lost() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM nowhere; END;

-- case: return-subquery
-- statement:
CREATE FUNCTION many() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM users);

-- case: plpgsql-missing-table
-- statement:
CREATE FUNCTION lost() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM nowhere); END';

-- case: string-new-table-of-the-transaction
-- statement:
CREATE TABLE fresh (id int);
CREATE FUNCTION many() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM fresh, users';

-- case: string-dropped-table-of-the-transaction
-- statement:
DROP TABLE teams;
CREATE FUNCTION many() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM teams';
