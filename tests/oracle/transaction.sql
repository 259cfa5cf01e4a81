-- Savepoints: what a rollback gives back, and what it undoes.

-- case: nothing-rolled-back
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
-- statement:
SAVEPOINT here;
ALTER TABLE users ADD COLUMN score int;
RELEASE SAVEPOINT here;
ALTER TABLE teams ADD COLUMN score int;

-- case: rolled-back-partly
-- statement:
ALTER TABLE users SET (fillfactor = 90);
SAVEPOINT here;
ALTER TABLE users ADD COLUMN score int;
ALTER TABLE users ALTER COLUMN score SET DEFAULT 5;
ROLLBACK TO SAVEPOINT here;
CREATE INDEX users_score_idx ON users (email);

-- case: rolled-back-then-again
-- statement:
SAVEPOINT here;
ALTER TABLE users ADD COLUMN score int;
ROLLBACK TO SAVEPOINT here;
ALTER TABLE users ADD COLUMN score bigint;

-- case: rolled-back-then-used
-- statement:
SAVEPOINT here;
ALTER TABLE users ADD COLUMN score int;
ROLLBACK TO SAVEPOINT here;
ALTER TABLE users DROP COLUMN score;

-- case: released-then-named
-- statement:
SAVEPOINT here;
RELEASE SAVEPOINT here;
ROLLBACK TO SAVEPOINT here;

-- case: rolled-back-twice
-- statement:
SAVEPOINT outer_one;
LOCK TABLE teams IN SHARE MODE;
SAVEPOINT inner_one;
ALTER TABLE users ADD COLUMN score int;
ROLLBACK TO SAVEPOINT inner_one;
LOCK TABLE users IN SHARE MODE;
ROLLBACK TO SAVEPOINT outer_one;
LOCK TABLE teams IN ROW EXCLUSIVE MODE;
