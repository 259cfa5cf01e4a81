-- Objects that belong to no relation, and commands that name none.

-- case: aggregate-create
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION pair_eq(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a::text';
CREATE FUNCTION add_up(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION watches() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE total_of(int) (SFUNC = add_up, STYPE = int, INITCOND = '0');
CREATE OPERATOR === (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_eq);
CREATE OPERATOR FAMILY pairs USING btree;
CREATE COLLATION plain FROM "C";
CREATE CONVERSION shift FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION search (COPY = simple);
CREATE FOREIGN DATA WRAPPER wrapper;
CREATE SERVER far FOREIGN DATA WRAPPER wrapper;
CREATE USER MAPPING FOR CURRENT_USER SERVER far;
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE PROCEDURE watches();
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
-- statement:
CREATE AGGREGATE sum_of(int) (SFUNC = add_up, STYPE = int, INITCOND = '0');

-- case: aggregate-rename
-- statement:
ALTER AGGREGATE total_of(int) RENAME TO whole;

-- case: operator-create
-- statement:
CREATE OPERATOR ==== (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_eq);

-- case: operator-alter
-- statement:
ALTER OPERATOR === (pair, pair) SET (RESTRICT = eqsel);

-- case: operator-family-create
-- statement:
CREATE OPERATOR FAMILY more USING btree;

-- case: operator-family-rename
-- statement:
ALTER OPERATOR FAMILY pairs USING btree RENAME TO couples;

-- case: operator-class-create
-- statement:
CREATE OPERATOR CLASS pair_ops FOR TYPE pair USING hash AS OPERATOR 1 ===;

-- case: operator-class-owner
-- statement:
ALTER OPERATOR CLASS text_ops USING btree OWNER TO CURRENT_USER;

-- case: collation-create
-- statement:
CREATE COLLATION other FROM "C";

-- case: collation-rename
-- statement:
ALTER COLLATION plain RENAME TO simple;

-- case: conversion-create
-- statement:
CREATE CONVERSION other FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- case: conversion-rename
-- statement:
ALTER CONVERSION shift RENAME TO shifted;

-- case: cast-create
-- statement:
CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair);

-- case: text-search-dictionary-create
-- statement:
CREATE TEXT SEARCH DICTIONARY other (TEMPLATE = simple);

-- case: text-search-dictionary-alter
-- statement:
ALTER TEXT SEARCH DICTIONARY words (StopWords = english);

-- case: text-search-configuration-create
-- statement:
CREATE TEXT SEARCH CONFIGURATION other (COPY = simple);

-- case: text-search-configuration-alter
-- statement:
ALTER TEXT SEARCH CONFIGURATION search ALTER MAPPING FOR word WITH words;

-- case: text-search-template-create
-- statement:
CREATE TEXT SEARCH TEMPLATE other (INIT = dsimple_init, LEXIZE = dsimple_lexize);

-- case: text-search-parser-create
-- statement:
CREATE TEXT SEARCH PARSER other (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);

-- case: foreign-data-wrapper-create
-- statement:
CREATE FOREIGN DATA WRAPPER other;

-- case: foreign-data-wrapper-alter
-- statement:
ALTER FOREIGN DATA WRAPPER wrapper OPTIONS (ADD debug 'true');

-- case: server-create
-- statement:
CREATE SERVER near FOREIGN DATA WRAPPER wrapper;

-- case: server-alter
-- statement:
ALTER SERVER far OPTIONS (ADD host 'db1');

-- case: user-mapping-create
-- statement:
CREATE USER MAPPING FOR PUBLIC SERVER far;

-- case: user-mapping-alter
-- statement:
ALTER USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (ADD role 'x');

-- case: event-trigger-create
-- statement:
CREATE EVENT TRIGGER more ON sql_drop EXECUTE PROCEDURE watches();

-- case: event-trigger-alter
-- statement:
ALTER EVENT TRIGGER watch DISABLE;

-- case: access-method-create
-- statement:
CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler;

-- case: event-trigger-drop
-- statement:
DROP EVENT TRIGGER watch;

-- case: user-mapping-drop
-- statement:
DROP USER MAPPING FOR CURRENT_USER SERVER far;

-- case: collation-drop
-- statement:
DROP COLLATION plain;

-- case: conversion-drop
-- statement:
DROP CONVERSION shift;

-- case: operator-family-drop
-- statement:
DROP OPERATOR FAMILY pairs USING btree;

-- case: operator-drop
-- statement:
DROP OPERATOR === (pair, pair);

-- case: aggregate-drop
-- statement:
DROP AGGREGATE total_of(int);

-- case: text-search-configuration-drop
-- statement:
DROP TEXT SEARCH CONFIGURATION search;

-- case: text-search-dictionary-drop
-- statement:
DROP TEXT SEARCH DICTIONARY words;

-- case: default-privileges
-- statement:
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;

-- case: language-alter
-- statement:
ALTER LANGUAGE plpgsql OWNER TO CURRENT_USER;

-- case: role-alter
-- statement:
ALTER ROLE CURRENT_USER SET work_mem = '4MB';

-- case: server-drop
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION pair_eq(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a::text';
CREATE FUNCTION add_up(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION watches() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE total_of(int) (SFUNC = add_up, STYPE = int, INITCOND = '0');
CREATE OPERATOR === (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_eq);
CREATE OPERATOR FAMILY pairs USING btree;
CREATE COLLATION plain FROM "C";
CREATE CONVERSION shift FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION search (COPY = simple);
CREATE FOREIGN DATA WRAPPER wrapper;
CREATE SERVER far FOREIGN DATA WRAPPER wrapper;
CREATE USER MAPPING FOR CURRENT_USER SERVER far;
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE PROCEDURE watches();
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE SERVER idle FOREIGN DATA WRAPPER wrapper;
CREATE FOREIGN DATA WRAPPER unused;
CREATE OPERATOR CLASS pair_hash FOR TYPE pair USING hash AS OPERATOR 1 ===;
CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair);
CREATE ACCESS METHOD spare TYPE INDEX HANDLER bthandler;
CREATE TEXT SEARCH TEMPLATE mould (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH PARSER reader (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
-- statement:
DROP SERVER idle;

-- case: foreign-data-wrapper-drop
-- statement:
DROP FOREIGN DATA WRAPPER unused;

-- case: operator-class-drop
-- statement:
DROP OPERATOR CLASS pair_hash USING hash;

-- case: cast-drop
-- statement:
DROP CAST (pair AS text);

-- case: access-method-drop
-- statement:
DROP ACCESS METHOD spare;

-- case: text-search-template-drop
-- statement:
DROP TEXT SEARCH TEMPLATE mould;

-- case: text-search-parser-drop
-- statement:
DROP TEXT SEARCH PARSER reader;

-- case: role-drop
-- setup:
DROP ROLE IF EXISTS lockstep_case;
CREATE ROLE lockstep_case;
-- statement:
DROP ROLE lockstep_case;

-- case: role-create
-- setup:
DROP ROLE IF EXISTS lockstep_case;
-- statement:
CREATE ROLE lockstep_case NOLOGIN;

-- case: user-alter
-- statement:
ALTER USER CURRENT_USER RESET work_mem;

-- case: listen
-- statement:
LISTEN orders;

-- case: notify
-- statement:
NOTIFY orders, 'x';

-- case: unlisten
-- statement:
UNLISTEN *;

-- case: checkpoint
-- statement:
CHECKPOINT;

-- case: discard-plans
-- statement:
DISCARD PLANS;

-- case: discard-sequences
-- statement:
DISCARD SEQUENCES;

-- case: discard-all
-- statement:
DISCARD ALL;

-- case: system-alter
-- statement:
ALTER SYSTEM RESET work_mem;
