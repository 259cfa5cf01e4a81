-- file: prisma/migrations/20240115101500_x/migration.sql
ALTER TABLE a ADD COLUMN b int;
ALTER TABLE a ADD COLUMN c int;
-- file: prisma/migrations/20240115101501_y/migration.sql
CREATE INDEX CONCURRENTLY d ON a (b);
