-- What a block creates is there behind it.
CREATE SCHEMA auth;
DO $$ BEGIN
    CREATE TABLE auth.tokens (id bigint PRIMARY KEY, kind text);
    IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'tokens_kind_idx') THEN
        CREATE INDEX tokens_kind_idx ON auth.tokens (kind);
    END IF;
END $$;
ALTER TABLE auth.tokens ADD COLUMN used boolean;
DROP INDEX auth.tokens_kind_idx;
ALTER TABLE auth.missing ADD COLUMN used boolean;
