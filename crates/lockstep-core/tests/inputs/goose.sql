-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY a ON t (a);
CREATE INDEX CONCURRENTLY b ON t (b);
-- +goose StatementBegin
CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql;
-- +goose StatementEnd
-- +GOOSE down
DROP INDEX CONCURRENTLY a;
