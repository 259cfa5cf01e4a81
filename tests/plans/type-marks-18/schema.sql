CREATE TABLE notes (
  id int PRIMARY KEY,
  kind int CONSTRAINT "has a kind" NOT NULL,
  body text COMPRESSION pglz NOT NULL
);
COMMENT ON CONSTRAINT notes_id_not_null ON notes IS 'a key is one';
COMMENT ON CONSTRAINT "has a kind" ON notes IS 'each';
COMMENT ON CONSTRAINT notes_pkey ON notes IS 'the key';
ALTER TABLE notes ALTER body SET COMPRESSION pglz;
INSERT INTO notes SELECT g, g % 9, '{"n": ' || g || '}' FROM generate_series(1, 20000) g;
