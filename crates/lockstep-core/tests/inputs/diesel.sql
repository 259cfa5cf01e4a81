-- file: migrations/2024-01-15-101500_x/up.sql
ALTER TABLE a ADD COLUMN b int;
-- file: migrations/2024-01-15-101500_x/down.sql
ALTER TABLE a DROP COLUMN b;
