-- file: 000001_x.up.sql
ALTER TABLE a ADD COLUMN b int;
ALTER TABLE a ADD COLUMN c int;
-- file: 000001_x.down.sql
ALTER TABLE a DROP COLUMN b;
