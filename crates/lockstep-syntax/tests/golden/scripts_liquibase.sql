--liquibase formatted sql
--changeset ann:1 splitStatements:false endDelimiter:/
CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 4 / 2; END $$ LANGUAGE plpgsql
/
CREATE TABLE t (a int);
/
--rollback DROP TABLE t;
--changeset ann:2
SELECT 8
/
2;
-- +goose StatementBegin
CREATE FUNCTION g() RETURNS int AS 'SELECT 1;' LANGUAGE sql;
-- +goose StatementEnd
DROP TABLE t;
