-- Of which columns of an index statistics can be set.

-- case: expression
-- setup:
CREATE TABLE users (id int, email text, age int);
INSERT INTO users SELECT g, 'x' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE INDEX users_idx ON users (id, lower(email)) INCLUDE (age);
-- statement:
ALTER INDEX users_idx ALTER COLUMN 2 SET STATISTICS 500;

-- case: plain-column
-- statement:
ALTER INDEX users_idx ALTER COLUMN 1 SET STATISTICS 500;

-- case: included-column
-- statement:
ALTER INDEX users_idx ALTER COLUMN 3 SET STATISTICS 500;

-- case: no-such-column
-- statement:
ALTER INDEX users_idx ALTER COLUMN 4 SET STATISTICS 500;
