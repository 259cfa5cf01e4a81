-- Chunks of documents; a trigger spreads them over a hundred buckets.

CREATE TABLE alembic_version (
    version_num varchar(32) NOT NULL PRIMARY KEY
);

INSERT INTO alembic_version (version_num) VALUES ('db002_chunk_metadata');

CREATE TABLE chunks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    collection_id uuid NOT NULL,
    document_id uuid,
    chunk_index integer NOT NULL,
    content text NOT NULL,
    partition_key integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ix_chunks_collection_id ON chunks (collection_id);

CREATE FUNCTION compute_partition_key() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.partition_key := abs(hashtext(NEW.collection_id::text) % 100);
    RETURN NEW;
END;
$$;

CREATE TRIGGER set_partition_key
BEFORE INSERT OR UPDATE ON chunks
FOR EACH ROW
EXECUTE FUNCTION compute_partition_key();
