\set ON_ERROR_STOP on
\i other.sql
\if :{?schema}
SET search_path = :"schema", public;
SET app.owner = :'owner';
\elif :other
\else
ALTER TABLE :"schema".users ADD COLUMN note text DEFAULT :'note' NOT NULL;
\endif
ALTER TABLE :table ALTER COLUMN :column SET DEFAULT :value;
COMMENT ON TABLE users IS :'note';
CREATE ROLE :"role" PASSWORD :'password';
SELECT 1\; SELECT 2;
SELECT 'ALTER TABLE x' \gexec
SELECT count(*) FROM t \watch 5
SELECT 3 \g out.txt
\copy t (a, b) from stdin with (format csv)
1,';
2,"
\.
\copy t from 'file.csv'
SELECT 4;
SELECT a FROM t WHERE id = :id AND name IN (:'a', :'b') LIMIT :n;
VACUUM t;
