-- majors: 12-18
ALTER TABLE lines
  ALTER COLUMN country TYPE bigint,
  ADD COLUMN remark text,
  ALTER COLUMN part TYPE bigint,
  ALTER COLUMN note TYPE text,
  ALTER COLUMN at DROP DEFAULT,
  ALTER COLUMN at TYPE timestamp USING at::timestamp,
  ALTER COLUMN id TYPE bigint;
