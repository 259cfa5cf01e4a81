-- majors: 18
ALTER TABLE notes ALTER COLUMN kind TYPE bigint;
ALTER TABLE notes ALTER COLUMN id TYPE bigint;
ALTER TABLE notes ALTER COLUMN body TYPE jsonb USING body::jsonb;
