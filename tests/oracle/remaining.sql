-- Places that the families' cases do not lead to: what was dropped a statement
-- before, newer grammar, objects that follow a table, the rarer refusals.

-- case: alter-dropped-table
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int, valid_from date);
INSERT INTO users SELECT g, 'u' || g, g % 90, date '2024-01-01' + g % 300 FROM generate_series(1, 5000) g;
CREATE INDEX users_email_idx ON users (email);
CREATE TABLE notes (id serial PRIMARY KEY, body text);
INSERT INTO notes (body) SELECT 'n' || g FROM generate_series(1, 5000) g;
CREATE VIEW emails AS SELECT email FROM users;
CREATE MATERIALIZED VIEW ages AS SELECT age FROM users;
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300 FROM generate_series(1, 5000) g;
-- statement:
DROP TABLE notes;
ALTER TABLE notes ADD COLUMN score int;

-- case: alter-dropped-table-if-exists
-- statement:
DROP TABLE notes;
ALTER TABLE IF EXISTS notes ADD COLUMN score int;

-- case: rename-dropped-index
-- statement:
DROP INDEX users_email_idx;
ALTER INDEX users_email_idx RENAME TO users_mail_idx;

-- case: index-dropped-table
-- statement:
DROP TABLE notes;
CREATE INDEX ON notes (body);

-- case: attach-dropped-table
-- statement:
DROP TABLE notes;
ALTER TABLE events ATTACH PARTITION notes DEFAULT;

-- case: detach-dropped-partition
-- statement:
DROP TABLE events_2024;
ALTER TABLE events DETACH PARTITION events_2024;

-- case: read-dropped-table
-- statement:
DROP TABLE notes;
SELECT count(*) FROM notes;

-- case: insert-into-dropped-table
-- statement:
DROP TABLE notes;
INSERT INTO notes (body) VALUES ('x');

-- case: update-dropped-table
-- statement:
DROP TABLE notes;
UPDATE notes SET body = 'x';

-- case: delete-from-dropped-table
-- statement:
DROP TABLE notes;
DELETE FROM notes;

-- case: truncate-dropped-table
-- statement:
DROP TABLE notes;
TRUNCATE notes;

-- case: drop-dropped-table
-- statement:
DROP TABLE notes;
DROP TABLE notes;

-- case: drop-dropped-index
-- statement:
DROP INDEX users_email_idx;
DROP INDEX users_email_idx;

-- case: drop-trigger-of-dropped-table
-- statement:
DROP TABLE notes;
DROP TRIGGER touched ON notes;

-- case: reindex-dropped-table
-- statement:
DROP TABLE notes;
REINDEX TABLE notes;

-- case: reindex-dropped-index
-- statement:
DROP INDEX users_email_idx;
REINDEX INDEX users_email_idx;

-- case: cluster-dropped-table
-- statement:
DROP TABLE notes;
CLUSTER notes USING notes_pkey;

-- case: refresh-dropped-view
-- statement:
DROP MATERIALIZED VIEW ages;
REFRESH MATERIALIZED VIEW ages;

-- case: analyze-dropped-table
-- statement:
DROP TABLE notes;
ANALYZE notes;

-- case: comment-on-dropped-table
-- statement:
DROP TABLE notes;
COMMENT ON TABLE notes IS 'gone';

-- case: statistics-of-dropped-table
-- statement:
DROP TABLE notes;
CREATE STATISTICS notes_stats ON id, body FROM notes;

-- case: rule-on-dropped-table
-- statement:
DROP TABLE notes;
CREATE RULE nothing AS ON DELETE TO notes DO INSTEAD NOTHING;

-- case: lock-dropped-table
-- statement:
DROP TABLE notes;
LOCK TABLE notes;

-- case: trigger-on-dropped-table
-- statement:
DROP TABLE notes;
CREATE TRIGGER touched BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();

-- case: owner-of-table-with-sequence-and-index
-- statement:
ALTER TABLE notes OWNER TO pg_monitor;

-- case: only-check-on-partitioned
-- statement:
ALTER TABLE ONLY events ADD CONSTRAINT events_id_check CHECK (id > 0);

-- case: identity-column-on-partitioned
-- statement:
ALTER TABLE events ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;

-- case: identity-column-on-partitioned-without-partitions
-- statement:
DROP TABLE events_2024;
ALTER TABLE events ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;

-- case: identity-column-on-parent
-- statement:
CREATE TABLE old_notes () INHERITS (notes);
ALTER TABLE notes ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;

-- case: identity-column-only-on-parent
-- statement:
CREATE TABLE old_notes () INHERITS (notes);
ALTER TABLE ONLY notes ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;

-- case: insert-through-view
-- statement:
INSERT INTO emails VALUES ('x');

-- case: delete-through-view
-- statement:
DELETE FROM emails WHERE email = 'u5';

-- case: update-through-view-of-partitioned
-- statement:
CREATE VIEW days AS SELECT at FROM events;
UPDATE days SET at = at;

-- case: virtual-column-in-new-table
-- statement:
CREATE TABLE totals (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);

-- case: stored-column-in-new-table
-- statement:
CREATE TABLE totals (a int, b int GENERATED ALWAYS AS (a + 1) STORED);

-- case: unspecified-generated-column-in-new-table
-- statement:
CREATE TABLE totals (a int, b int GENERATED ALWAYS AS (a + 1));

-- case: update-through-view
-- statement:
UPDATE emails SET email = 'x' WHERE email = 'u1';

-- case: read-view-for-update
-- statement:
SELECT email FROM emails FOR UPDATE;

-- case: create-table-as-from-partitioned
-- statement:
CREATE TABLE copied AS SELECT id FROM events;

-- case: drop-schema-with-table
-- statement:
CREATE SCHEMA app;
CREATE TABLE app.things (id int);
DROP SCHEMA app;

-- case: drop-owned-view-cascade
-- statement:
DROP VIEW emails CASCADE;

-- case: foreign-key-with-period
-- statement:
ALTER TABLE notes ADD CONSTRAINT notes_fkey FOREIGN KEY (id, PERIOD body) REFERENCES users (id, PERIOD email);

-- case: refresh-concurrently-with-no-data
-- statement:
REFRESH MATERIALIZED VIEW CONCURRENTLY ages WITH NO DATA;

-- case: explain-analyze-merge
-- statement:
EXPLAIN ANALYZE MERGE INTO users USING notes ON users.id = notes.id WHEN MATCHED THEN UPDATE SET age = 1;

-- case: explain-merge
-- statement:
EXPLAIN MERGE INTO users USING notes ON users.id = notes.id WHEN MATCHED THEN DELETE;

-- case: prepare-merge
-- statement:
PREPARE merging AS MERGE INTO users USING notes ON users.id = notes.id WHEN MATCHED THEN DELETE;

-- case: prepare-insert-into-partitioned
-- statement:
PREPARE adding AS INSERT INTO events VALUES (1, '2024-05-05');

-- case: explain-update-of-partitioned
-- statement:
EXPLAIN UPDATE events SET id = 1;

-- case: set-type-storage
-- statement:
ALTER TYPE box SET (STORAGE = extended);

-- case: view-exists
-- statement:
CREATE VIEW emails AS SELECT id FROM users;

-- case: view-named-like-table
-- statement:
CREATE VIEW notes AS SELECT id FROM users;

-- case: view-replaced
-- statement:
CREATE OR REPLACE VIEW emails AS SELECT email FROM users WHERE age > 5;

-- case: do-commits
-- statement:
DO $$ BEGIN UPDATE users SET age = 1 WHERE id = 1; COMMIT; END $$;

-- case: virtual-column-indexed
-- setup:
CREATE TABLE users (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) VIRTUAL);
INSERT INTO users SELECT g FROM generate_series(1, 5000) g;
-- statement:
CREATE INDEX users_twice_idx ON users (twice);

-- case: type-change-of-partitioned-with-index
-- setup:
CREATE TABLE events (id int, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
CREATE INDEX events_id_idx ON events (id);
-- statement:
ALTER TABLE events ALTER COLUMN id TYPE bigint;
