-- What `alembic upgrade --sql` prints for the revision that replaces the
-- trigger behind chunks.partition_key by a generated column.

BEGIN;

-- Running upgrade db002_chunk_metadata -> db003_replace_trigger

ALTER TABLE chunks ADD COLUMN partition_key_new INTEGER
    GENERATED ALWAYS AS (abs(hashtext(collection_id::text) % 100)) STORED;

DO $$
DECLARE
    mismatches bigint;
BEGIN
    SELECT count(*) INTO mismatches
    FROM chunks
    WHERE partition_key IS DISTINCT FROM partition_key_new;
    IF mismatches > 0 THEN
        RAISE EXCEPTION '% chunks would change their partition key', mismatches;
    END IF;
END
$$;

DROP TRIGGER IF EXISTS set_partition_key ON chunks;

DROP FUNCTION IF EXISTS compute_partition_key();

ALTER TABLE chunks DROP COLUMN partition_key;

ALTER TABLE chunks RENAME COLUMN partition_key_new TO partition_key;

UPDATE alembic_version SET version_num='db003_replace_trigger' WHERE alembic_version.version_num = 'db002_chunk_metadata';

COMMIT;
