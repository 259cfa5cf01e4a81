BEGIN;
DROP INDEX users_age_idx, users_town_idx, users_lower_idx;
DROP INDEX IF EXISTS users_age_town_idx;
ALTER TABLE users ADD COLUMN seen date;
CREATE INDEX users_age_town_seen_idx ON users (age DESC, town, seen);
COMMIT;
