BEGIN;

-- Running upgrade 1a -> 2b

ALTER TABLE t ADD COLUMN a int;

COMMIT;

CREATE INDEX CONCURRENTLY a ON t (a);

BEGIN;

UPDATE alembic_version SET version_num='2b' WHERE alembic_version.version_num = '1a';

COMMIT;
