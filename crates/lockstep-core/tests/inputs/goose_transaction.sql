-- +goose Up
-- +goose StatementBegin
ALTER TABLE t ADD COLUMN a int;
-- +goose StatementEnd
CREATE INDEX CONCURRENTLY b ON t (b);
-- +goose Down
ALTER TABLE t DROP COLUMN a;
