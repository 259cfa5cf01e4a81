-- What no other family happens to lead to: rare refusals, and answers that
-- hang on what only the server knows.

-- case: inherit-partitioned-child
-- setup:
CREATE TABLE base (id bigint NOT NULL, label text);
CREATE TABLE users (id bigint NOT NULL, label text) INHERITS (base);
CREATE TABLE below () INHERITS (users);
CREATE TYPE pair AS (id bigint, label text);
CREATE TABLE typed OF pair;
CREATE TABLE events (id bigint NOT NULL, label text) PARTITION BY RANGE (id);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (9000);
CREATE TABLE flags (id int PRIMARY KEY, bits bit(8), many varbit(8), during int4range, EXCLUDE USING gist (during WITH &&));
CREATE INDEX flags_bits_idx ON flags (bits);
CREATE MATERIALIZED VIEW labels AS SELECT id, label FROM users;
CREATE UNIQUE INDEX labels_id_idx ON labels (id);
CREATE SEQUENCE tickets;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE SCHEMA app;
CREATE TABLE app.notes (id int PRIMARY KEY, body text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON app.notes FOR EACH ROW EXECUTE PROCEDURE touch();
CREATE FUNCTION spread(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION spread(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW shown AS SELECT id, label FROM users;
INSERT INTO users SELECT g, 'label ' || g FROM generate_series(1, 5000) g;
INSERT INTO events SELECT g, 'label ' || g FROM generate_series(1, 5000) g;
INSERT INTO flags SELECT g, B'10101010', B'10101010', int4range(g, g + 1) FROM generate_series(1, 5000) g;
INSERT INTO app.notes SELECT g, 'body ' || g FROM generate_series(1, 5000) g;
REFRESH MATERIALIZED VIEW labels;
-- statement:
ALTER TABLE events INHERIT base;

-- case: inherit-typed-child
-- statement:
ALTER TABLE typed INHERIT base;

-- case: no-inherit-typed-child
-- statement:
ALTER TABLE typed NO INHERIT base;

-- case: rename-column-of-only-parent
-- statement:
ALTER TABLE ONLY base RENAME COLUMN label TO title;

-- case: rename-column-of-child
-- statement:
ALTER TABLE users RENAME COLUMN label TO title;

-- case: rename-column-of-only-child
-- statement:
ALTER TABLE ONLY users RENAME COLUMN label TO title;

-- case: rename-column-of-partition
-- statement:
ALTER TABLE events_low RENAME COLUMN label TO title;

-- case: rename-column-of-only-partitioned
-- statement:
ALTER TABLE ONLY events RENAME COLUMN label TO title;

-- case: rename-column-of-typed
-- statement:
ALTER TABLE typed RENAME COLUMN label TO title;

-- case: reindex-exclusion-concurrently
-- statement:
REINDEX INDEX CONCURRENTLY flags_during_excl;

-- case: reindex-table-with-exclusion-concurrently
-- statement:
REINDEX TABLE CONCURRENTLY flags;

-- case: refresh-concurrently-no-data
-- statement:
REFRESH MATERIALIZED VIEW CONCURRENTLY labels WITH NO DATA;

-- case: refresh-no-data
-- statement:
REFRESH MATERIALIZED VIEW labels WITH NO DATA;

-- case: system-column
-- statement:
ALTER TABLE flags ALTER COLUMN ctid TYPE text;

-- case: bits-shorter
-- statement:
ALTER TABLE flags ALTER COLUMN bits TYPE bit(4);

-- case: bits-to-shorter-varying
-- statement:
ALTER TABLE flags ALTER COLUMN bits TYPE varbit(4);

-- case: bits-to-longer-varying
-- statement:
ALTER TABLE flags ALTER COLUMN bits TYPE varbit(12);

-- case: varying-bits-longer
-- statement:
ALTER TABLE flags ALTER COLUMN many TYPE varbit(12);

-- case: validate-missing-constraint
-- statement:
ALTER TABLE flags VALIDATE CONSTRAINT nowhere;

-- case: drop-index-known-by-name
-- statement:
LOCK TABLE flags IN ACCESS EXCLUSIVE MODE;
DROP INDEX flags_bits_idx;

-- case: reindex-known-by-name
-- statement:
LOCK TABLE flags IN SHARE MODE;
REINDEX INDEX flags_bits_idx;

-- case: truncate-missing
-- statement:
TRUNCATE nowhere;

-- case: truncate-dropped
-- statement:
DROP TABLE flags;
TRUNCATE flags;

-- case: trigger-twice
-- statement:
CREATE TRIGGER again AFTER INSERT ON flags EXECUTE PROCEDURE touch();
CREATE TRIGGER again AFTER INSERT ON flags EXECUTE PROCEDURE touch();

-- case: view-twice
-- statement:
CREATE VIEW again AS SELECT 1;
CREATE VIEW again AS SELECT 1;

-- case: view-over-table
-- statement:
CREATE VIEW flags AS SELECT 1;

-- case: materialized-view-over-view
-- statement:
CREATE MATERIALIZED VIEW shown AS SELECT 1;

-- case: alter-enum-storage
-- statement:
ALTER TYPE mood SET (STORAGE = extended);

-- case: alter-composite-storage
-- statement:
ALTER TYPE pair SET (STORAGE = extended);

-- case: alter-domain-storage
-- statement:
ALTER TYPE positive SET (STORAGE = extended);

-- case: alter-missing-storage
-- statement:
ALTER TYPE nowhere SET (STORAGE = extended);

-- case: alter-base-storage
-- statement:
CREATE TYPE opaque;
CREATE FUNCTION opaque_in(cstring) RETURNS opaque LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION opaque_out(opaque) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE opaque (INPUT = opaque_in, OUTPUT = opaque_out, STORAGE = plain);
ALTER TYPE opaque SET (STORAGE = extended);

-- case: create-database-strategy
-- statement:
CREATE DATABASE lockstep_made_here TEMPLATE nowhere_to_be_found STRATEGY = file_copy;

-- case: subscription-skip
-- statement:
ALTER SUBSCRIPTION nowhere SKIP (lsn = '0/1');

-- case: subscription-add-publication
-- statement:
ALTER SUBSCRIPTION nowhere ADD PUBLICATION news;

-- case: subscription-refresh
-- statement:
ALTER SUBSCRIPTION nowhere REFRESH PUBLICATION;

-- case: subscription-create
-- statement:
CREATE SUBSCRIPTION mine CONNECTION 'host=/nowhere' PUBLICATION news;

-- case: label
-- statement:
SECURITY LABEL ON TABLE flags IS 'secret';

-- case: execute-missing
-- statement:
EXECUTE nowhere;

-- case: call-what-calls
-- statement:
CREATE PROCEDURE inner_one() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM app.notes WHERE id = 5; END $$;
CREATE PROCEDURE outer_one() LANGUAGE plpgsql AS $$ BEGIN CALL inner_one(); END $$;
CALL outer_one();

-- case: call-own-function
-- statement:
CREATE FUNCTION changing() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM app.notes WHERE id = 5; RETURN 1; END $$;
SELECT changing();

-- case: dynamic-block
-- statement:
DO $$ BEGIN EXECUTE 'ALTER TABLE flags ADD COLUMN more int'; END $$;

-- case: update-fires-trigger
-- statement:
UPDATE app.notes SET body = 'x' WHERE id = 7;

-- case: nextval-of-expression
-- statement:
SELECT nextval(('tick' || 'ets')::regclass);

-- case: drop-schema-cascade
-- statement:
DROP SCHEMA app CASCADE;

-- case: drop-overloaded-function
-- statement:
DROP FUNCTION spread(text);

-- case: drop-overloaded-function-unnamed
-- statement:
DROP FUNCTION spread;

-- case: drop-operator-cascade
-- statement:
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, PROCEDURE = int4eq);
DROP OPERATOR === (int, int) CASCADE;

-- case: alter-extension-update
-- statement:
ALTER EXTENSION plpgsql UPDATE;

-- case: alter-extension-set-schema
-- statement:
ALTER EXTENSION plpgsql SET SCHEMA app;

-- case: add-column-to-touched-table
-- statement:
ALTER TABLE flags ADD COLUMN IF NOT EXISTS first_one int;
ALTER TABLE flags ADD COLUMN IF NOT EXISTS second_one int;

-- case: cluster-touched-table
-- statement:
CLUSTER flags USING flags_bits_idx;
CLUSTER flags;

-- case: delete-of-referenced
-- statement:
CREATE TABLE kept (id int REFERENCES app.notes (id));
DELETE FROM app.notes WHERE id = 7;

-- case: bits-longer-without-rows
-- setup:
CREATE TABLE masks (id int PRIMARY KEY, bits bit(8));
CREATE INDEX masks_bits_idx ON masks (bits);
-- statement:
ALTER TABLE masks ALTER COLUMN bits TYPE bit(16);

-- case: bits-to-shorter-varying-without-rows
-- statement:
ALTER TABLE masks ALTER COLUMN bits TYPE varbit(4);
