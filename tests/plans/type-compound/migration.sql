BEGIN;
ALTER TABLE people
  ALTER COLUMN mood DROP DEFAULT,
  ALTER COLUMN mood TYPE mood USING mood::mood,
  ALTER COLUMN mood SET DEFAULT 'happy',
  ALTER COLUMN score TYPE double precision,
  ADD COLUMN remark text;
COMMENT ON COLUMN people.remark IS 'new';
COMMIT;
