-- majors: 12-18
ALTER TABLE events ALTER COLUMN id TYPE bigint;
ALTER TABLE events ALTER COLUMN amount TYPE numeric;
