-- file: 1_tables.sql
-- migrate:up
CREATE TABLE a (id bigint PRIMARY KEY);
-- migrate:down
DROP TABLE a;
-- file: 2_column.sql
-- migrate:up
ALTER TABLE a ADD COLUMN b int;
-- migrate:down
ALTER TABLE a DROP COLUMN b;
