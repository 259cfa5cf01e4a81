ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users RENAME COLUMN email TO address;
CREATE INDEX ON users (address);
ALTER TABLE users RENAME TO people;
ALTER TABLE people ADD CHECK (age >= 0);
DROP INDEX users_age_idx;
