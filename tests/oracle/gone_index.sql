-- What is left out: indexes that a statement drops before it writes the
-- table anew, rows of a materialized view that nobody reads, and properties
-- of what is no foreign key.

-- case: constraint-dropped-and-column-rewritten
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, body text, kind int, CONSTRAINT notes_kind_key UNIQUE (kind));
CREATE INDEX notes_body_idx ON notes (body);
INSERT INTO notes SELECT g, 'body ' || g, g FROM generate_series(1, 5000) g;
CREATE MATERIALIZED VIEW bodies AS SELECT n.id + 1 AS next FROM notes n;
-- statement:
DROP MATERIALIZED VIEW bodies;
ALTER TABLE notes ALTER COLUMN id TYPE bigint, DROP CONSTRAINT notes_kind_key;

-- case: constraint-dropped-if-there-and-column-rewritten
-- statement:
DROP MATERIALIZED VIEW bodies;
ALTER TABLE notes ALTER COLUMN id TYPE bigint, DROP CONSTRAINT IF EXISTS notes_kind_key;

-- case: column-dropped-and-volatile-default-added
-- statement:
ALTER TABLE notes ADD COLUMN more float8 DEFAULT random(), DROP COLUMN body;

-- case: constraint-dropped-and-made-again-while-rewritten
-- statement:
ALTER TABLE notes DROP CONSTRAINT notes_kind_key, ADD COLUMN more float8 DEFAULT random(), ADD CONSTRAINT notes_kind_key UNIQUE (kind, id);

-- case: refresh-without-an-index
-- statement:
REFRESH MATERIALIZED VIEW bodies;

-- case: not-deferrable-primary-key
-- statement:
ALTER TABLE notes ALTER CONSTRAINT notes_pkey NOT DEFERRABLE;

-- case: initially-immediate-primary-key
-- statement:
ALTER TABLE notes ALTER CONSTRAINT notes_pkey INITIALLY IMMEDIATE;
