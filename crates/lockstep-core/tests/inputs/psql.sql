\set ON_ERROR_STOP on
\i one.sql
\ir 'two.sql'
\if :{?wide}
ALTER TABLE :"table" ADD COLUMN a int DEFAULT :'value';
\endif
SELECT 'DROP TABLE ' || x FROM y \gexec
\connect other
\copy t from stdin
1	'
\.
ALTER TABLE t ADD COLUMN b int\; ALTER TABLE t ADD COLUMN c int;
