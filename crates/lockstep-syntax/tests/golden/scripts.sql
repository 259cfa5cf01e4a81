-- migrate:up transaction:false
\set ON_ERROR_STOP on
\connect db
CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO log VALUES (1); DELETE FROM x);
SELECT :'name', :var, a[1:2] FROM t \gexec
CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END;
/* a /* nested */ comment */ SELECT 'a;b', $$;$$, ";" /* ; */ -- ;
;;
SELECT (1; 
SELECT 2;
SELECT 3)
;
ALTER TABEL x ADD y int;
SELECT 1 FROM t
