-- liquibase formatted sql

--changeset ann:1
ALTER TABLE t ADD COLUMN a int;
ALTER TABLE t ADD COLUMN b int;
--rollback ALTER TABLE t DROP COLUMN a;

--changeset ann:2 runInTransaction:false dbms:postgresql
CREATE INDEX CONCURRENTLY a ON t (a);
CREATE INDEX CONCURRENTLY b ON t (b);
--changeset ann:3 splitStatements:false runInTransaction:false endDelimiter:/
CREATE FUNCTION f() RETURNS int AS $$ SELECT 4 / 2; $$ LANGUAGE sql
/
DROP TABLE u
/
