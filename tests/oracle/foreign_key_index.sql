-- Which indexes find the rows that reference a deleted one.

-- case: plain
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: narrower
-- setup:
CREATE TABLE teams (id bigint PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: wider
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team bigint REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: converted
-- setup:
CREATE TABLE teams (id numeric PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: converted-float
-- setup:
CREATE TABLE teams (id float8 PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: limited-text
-- setup:
CREATE TABLE teams (id text PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team varchar(20) REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: text-for-limited
-- setup:
CREATE TABLE teams (id varchar(20) PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team text REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: padded
-- setup:
CREATE TABLE teams (id text PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team char(4) REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: without-null
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team) WHERE team IS NOT NULL;
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: some-rows
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team) WHERE id > 100;
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: hash
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders USING hash (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: brin
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders USING brin (team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: second
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (id, team);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: leading
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team, id);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: descending
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team DESC NULLS LAST);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: pattern
-- setup:
CREATE TABLE teams (id text PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team text REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team text_pattern_ops);
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: collation
-- setup:
CREATE TABLE teams (id text PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team text REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (team COLLATE "C");
-- statement:
DELETE FROM teams WHERE id = '4500';

-- case: included
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
INSERT INTO teams SELECT g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int PRIMARY KEY, team int REFERENCES teams);
INSERT INTO orders SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX ON orders (id) INCLUDE (team);
-- statement:
DELETE FROM teams WHERE id = '4500';
