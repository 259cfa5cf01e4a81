-- differs: public.users.score
ALTER TABLE users ADD COLUMN score float8 DEFAULT random();
ALTER TABLE users ALTER COLUMN score SET NOT NULL;
ALTER TABLE users ADD CHECK (score >= 0);
CREATE INDEX ON users (score);
