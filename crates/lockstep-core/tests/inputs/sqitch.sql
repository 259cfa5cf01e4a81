-- file: deploy/a.sql
-- Deploy shop:a to pg
-- requires: b

BEGIN;
ALTER TABLE t ADD COLUMN a int;
COMMIT;
-- file: deploy/b.sql
CREATE INDEX CONCURRENTLY a ON t (a);
-- file: revert/a.sql
-- Revert shop:a from pg

BEGIN;
ALTER TABLE t DROP COLUMN a;
COMMIT;
