-- file: 1.sql
-- since: 12
SET lock_timeout = '2s';
ALTER TABLE users ADD CONSTRAINT users_name_present CHECK (name IS NOT NULL) NOT VALID;
-- file: 2.sql
ALTER TABLE users VALIDATE CONSTRAINT users_name_present;
-- file: 3.sql
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_name_present;
