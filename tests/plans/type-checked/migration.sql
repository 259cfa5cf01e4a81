ALTER TABLE tickets ALTER COLUMN priority TYPE bigint, ALTER COLUMN state TYPE varchar(8);
