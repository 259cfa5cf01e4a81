-- Answers that hang on what only the server knows, or on what is put together
-- when the statement runs.

-- case: block-with-format
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, body text);
CREATE TABLE kept (id int, body text);
CREATE INDEX kept_id_idx ON kept (id);
INSERT INTO notes SELECT g, 'body ' || g FROM generate_series(1, 5000) g;
INSERT INTO kept SELECT g, 'body ' || g FROM generate_series(1, 5000) g;
-- statement:
DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN more int', 'not' || 'es'); END $$;

-- case: delete-of-newly-referenced
-- statement:
ALTER TABLE kept ADD FOREIGN KEY (id) REFERENCES notes (id);
DELETE FROM notes WHERE id = 7000;

-- case: database-into-its-own-tablespace
-- statement:
ALTER DATABASE template1 SET TABLESPACE pg_default;

-- case: drop-column-under-a-query-of-everything
-- statement:
CREATE VIEW shown AS SELECT n.id FROM notes n, LATERAL (SELECT * FROM kept) AS k;
ALTER TABLE kept DROP COLUMN body;

-- case: type-under-a-query-of-everything
-- statement:
CREATE VIEW shown AS SELECT n.* FROM notes n, kept k;
ALTER TABLE kept ALTER COLUMN body TYPE varchar(200);

-- case: rename-column-of-only-parent
-- statement:
CREATE TABLE below () INHERITS (notes);
ALTER TABLE ONLY notes RENAME COLUMN body TO content;
