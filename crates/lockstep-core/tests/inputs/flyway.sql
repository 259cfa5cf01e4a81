-- file: sql/V1__add.sql
ALTER TABLE a ADD COLUMN b int;
-- file: sql/V2.1__index.sql
CREATE INDEX CONCURRENTLY i ON a (b);
VACUUM a;
-- file: sql/V3__mixed.sql
SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY j ON a (b);
-- file: sql/U3__mixed.sql
DROP INDEX j;
