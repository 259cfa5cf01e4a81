CREATE INDEX ON users (email);
CREATE UNIQUE INDEX ON users (lower(email));
