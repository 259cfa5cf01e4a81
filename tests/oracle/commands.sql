-- Statements of the server, of bodies and of other statements.

-- case: do-straight
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, body text);
INSERT INTO notes SELECT g, 'n' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, email text);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
CREATE PROCEDURE straight() LANGUAGE plpgsql AS $$ BEGIN ALTER TABLE notes ADD COLUMN z int; CREATE INDEX notes_body_idx ON notes (body); END $$;
CREATE PROCEDURE in_sql() LANGUAGE sql AS $$ DELETE FROM notes WHERE id = 7; UPDATE users SET email = 'x' WHERE id = 5; $$;
CREATE PROCEDURE with_argument(what int) LANGUAGE plpgsql AS $$ BEGIN DELETE FROM notes WHERE id = what; END $$;
-- statement:
DO $$ BEGIN ALTER TABLE notes ADD COLUMN z int; DROP TABLE users; END $$;

-- case: do-declared
-- statement:
DO $$ DECLARE total int; BEGIN total := 1; RAISE NOTICE '%', total; LOCK TABLE users IN SHARE MODE; END $$;

-- case: do-branch-not-taken
-- statement:
DO $$ BEGIN IF false THEN ALTER TABLE notes ADD COLUMN z int; END IF; LOCK TABLE users IN SHARE MODE; END $$;

-- case: do-exception
-- statement:
DO $$ BEGIN ALTER TABLE notes ADD COLUMN body text; EXCEPTION WHEN duplicate_column THEN NULL; END $$;

-- case: do-loop
-- statement:
DO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO notes VALUES (10000 + i, 'x'); END LOOP; END $$;

-- case: call-plpgsql
-- statement:
CALL straight();

-- case: call-sql
-- statement:
CALL in_sql();

-- case: call-with-argument
-- statement:
CALL with_argument(7);

-- case: call-missing
-- statement:
CALL nowhere();

-- case: prepare-and-execute
-- statement:
PREPARE change (int) AS UPDATE notes SET body = 'x' WHERE id = $1;
EXECUTE change (5);

-- case: prepare-twice
-- statement:
PREPARE one AS SELECT 1;
PREPARE one AS SELECT 2;

-- case: execute-missing
-- statement:
EXECUTE nowhere;

-- case: explain-execute
-- statement:
PREPARE read_them AS SELECT * FROM notes;
EXPLAIN EXECUTE read_them;

-- case: explain-analyze-execute
-- statement:
PREPARE gone AS DELETE FROM notes WHERE id = 7;
EXPLAIN (ANALYZE) EXECUTE gone;

-- case: create-as-execute
-- statement:
PREPARE read_them AS SELECT * FROM notes;
CREATE TABLE copied AS EXECUTE read_them;

-- case: create-as-execute-no-data
-- statement:
PREPARE read_them AS SELECT * FROM notes;
CREATE TABLE copied AS EXECUTE read_them WITH NO DATA;

-- case: explain-create-as
-- statement:
EXPLAIN CREATE TABLE copied AS SELECT * FROM notes;

-- case: explain-analyze-create-as
-- statement:
EXPLAIN (ANALYZE, COSTS OFF) CREATE TABLE copied AS SELECT * FROM notes;

-- case: explain-create-materialized-view
-- statement:
EXPLAIN CREATE MATERIALIZED VIEW more AS SELECT * FROM notes;

-- case: explain-declare
-- statement:
EXPLAIN DECLARE reading CURSOR FOR SELECT * FROM notes;

-- case: explain-insert
-- statement:
EXPLAIN INSERT INTO notes SELECT id + 10000, email FROM users;

-- case: explain-analyze-insert
-- statement:
EXPLAIN ANALYZE INSERT INTO notes SELECT id + 10000, email FROM users;

-- case: explain-values
-- statement:
EXPLAIN VALUES (1);

-- case: load
-- statement:
LOAD 'plpgsql';

-- case: alter-database-set
-- setup:
SELECT 1;
-- statement:
ALTER DATABASE postgres SET lockstep.measured = '1';

-- case: alter-database-reset
-- statement:
ALTER DATABASE postgres RESET ALL;

-- case: alter-database-owner
-- statement:
ALTER DATABASE postgres OWNER TO postgres;

-- case: alter-database-options
-- statement:
ALTER DATABASE postgres CONNECTION LIMIT 500;

-- case: alter-database-tablespace
-- statement:
ALTER DATABASE nowhere SET TABLESPACE pg_default;

-- case: alter-database-refresh
-- statement:
ALTER DATABASE postgres REFRESH COLLATION VERSION;

-- case: drop-database-if-exists
-- statement:
DROP DATABASE IF EXISTS nowhere;

-- case: drop-database-force
-- statement:
DROP DATABASE IF EXISTS nowhere WITH (FORCE);

-- case: create-database
-- statement:
CREATE DATABASE lockstep_made_here TEMPLATE nowhere_to_be_found;

-- case: create-tablespace
-- statement:
CREATE TABLESPACE lockstep_here LOCATION '/nowhere/to/be/found';

-- case: alter-tablespace-set
-- statement:
ALTER TABLESPACE pg_default SET (seq_page_cost = 1.1);

-- case: alter-tablespace-reset
-- statement:
ALTER TABLESPACE pg_default RESET (seq_page_cost);

-- case: alter-tablespace-owner
-- statement:
ALTER TABLESPACE pg_default OWNER TO postgres;

-- case: drop-tablespace-if-exists
-- statement:
DROP TABLESPACE IF EXISTS nowhere;

-- case: create-language
-- statement:
CREATE TRUSTED LANGUAGE again HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;

-- case: create-or-replace-language
-- statement:
CREATE OR REPLACE LANGUAGE plpgsql HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;

-- case: create-transform
-- statement:
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));

-- case: drop-transform-if-exists
-- statement:
DROP TRANSFORM IF EXISTS FOR int LANGUAGE sql;

-- case: grant-tablespace
-- statement:
GRANT CREATE ON TABLESPACE pg_default TO public;
REVOKE CREATE ON TABLESPACE pg_default FROM public;

-- case: grant-parameter
-- statement:
GRANT SET ON PARAMETER work_mem TO public;
REVOKE SET ON PARAMETER work_mem FROM public;

-- case: grant-foreign-data-wrapper
-- setup:
CREATE FOREIGN DATA WRAPPER lockstep_wrapper;
CREATE SERVER lockstep_server FOREIGN DATA WRAPPER lockstep_wrapper;
SELECT lo_create(4711);
CREATE TABLE notes (id int PRIMARY KEY, body text);
-- statement:
GRANT USAGE ON FOREIGN DATA WRAPPER lockstep_wrapper TO public;

-- case: grant-foreign-server
-- statement:
GRANT USAGE ON FOREIGN SERVER lockstep_server TO public;

-- case: grant-large-object
-- statement:
GRANT SELECT ON LARGE OBJECT 4711 TO public;

-- case: grant-role-with-admin
-- statement:
GRANT pg_signal_backend TO pg_monitor WITH ADMIN OPTION;
REVOKE ADMIN OPTION FOR pg_signal_backend FROM pg_monitor;
REVOKE pg_signal_backend FROM pg_monitor;

-- case: grant-role-with-inherit
-- statement:
GRANT pg_signal_backend TO pg_monitor WITH INHERIT FALSE;
REVOKE pg_signal_backend FROM pg_monitor;

-- case: grant-with-grant-option
-- statement:
GRANT SELECT ON notes TO pg_monitor WITH GRANT OPTION;

-- case: grant-columns
-- statement:
GRANT SELECT (id), UPDATE (body) ON notes TO pg_monitor;

-- case: revoke-grant-option
-- statement:
REVOKE GRANT OPTION FOR SELECT ON notes FROM pg_monitor;

-- case: revoke-cascade
-- statement:
REVOKE SELECT ON notes FROM pg_monitor CASCADE;

-- case: grant-granted-by
-- statement:
GRANT SELECT ON notes TO pg_monitor GRANTED BY current_user;

-- case: import-foreign-schema
-- statement:
IMPORT FOREIGN SCHEMA public FROM SERVER lockstep_server INTO public;

-- case: import-foreign-schema-missing-server
-- statement:
IMPORT FOREIGN SCHEMA public FROM SERVER nowhere INTO public;

-- case: security-label
-- statement:
SECURITY LABEL ON TABLE notes IS 'secret';

-- case: security-label-provider
-- statement:
SECURITY LABEL FOR nowhere ON TABLE notes IS 'secret';

-- case: subscription-set
-- setup:
SELECT 1;
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION lockstep_reader SET (synchronous_commit = off);
DROP SUBSCRIPTION lockstep_reader;

-- case: subscription-publication
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION lockstep_reader SET PUBLICATION other WITH (refresh = false);
DROP SUBSCRIPTION lockstep_reader;

-- case: subscription-publication-add
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION lockstep_reader ADD PUBLICATION other WITH (refresh = false);
DROP SUBSCRIPTION lockstep_reader;

-- case: subscription-publication-drop
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION lockstep_reader ADD PUBLICATION other WITH (refresh = false);
ALTER SUBSCRIPTION lockstep_reader DROP PUBLICATION all_of_it WITH (refresh = false);
DROP SUBSCRIPTION lockstep_reader;

-- case: subscription-skip
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, slot_name = NONE);
ALTER SUBSCRIPTION lockstep_reader SKIP (lsn = '0/12345');
DROP SUBSCRIPTION lockstep_reader;

-- case: subscription-create-without-slot
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (slot_name = NONE, enabled = false, create_slot = false);

-- case: subscription-create-connect
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'host=127.0.0.1 port=1 dbname=nowhere' PUBLICATION all_of_it;

-- case: subscription-create-contradiction
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, enabled = true);

-- case: subscription-create-contradicting-slot
-- statement:
CREATE SUBSCRIPTION lockstep_reader CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, create_slot = true);

-- case: subscription-drop-missing
-- statement:
DROP SUBSCRIPTION nowhere;

-- case: subscription-alter-missing
-- statement:
ALTER SUBSCRIPTION nowhere DISABLE;

-- case: index-column-parameters
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, body text);
INSERT INTO notes SELECT g, 'n' || g FROM generate_series(1, 5000) g;
CREATE SEQUENCE numbers;
CREATE VIEW shown AS SELECT * FROM notes;
-- statement:
ALTER INDEX notes_pkey ALTER COLUMN id SET (n_distinct = 100);

-- case: reassign-owned-role
-- statement:
CREATE ROLE lockstep_owner;
ALTER TABLE notes OWNER TO lockstep_owner;
REASSIGN OWNED BY lockstep_owner TO CURRENT_USER;
DROP ROLE lockstep_owner;

-- case: drop-owned-role
-- statement:
CREATE ROLE lockstep_owner;
ALTER VIEW shown OWNER TO lockstep_owner;
DROP OWNED BY lockstep_owner;
DROP ROLE lockstep_owner;
