BEGIN;
DROP INDEX users_email_idx, users_age_idx, users_pair_idx;
CREATE UNIQUE INDEX users_email_idx ON users (email);
ALTER TABLE users ADD COLUMN seen date;
CREATE INDEX users_age_idx ON users (age, seen DESC) WHERE age > 17;
COMMIT;
