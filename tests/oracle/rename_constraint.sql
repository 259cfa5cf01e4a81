-- Which constraints are renamed below their table, too.

-- case: primary-key
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE events (id int CONSTRAINT events_key PRIMARY KEY, n int CONSTRAINT here CHECK (n > 0), team int) PARTITION BY RANGE (id);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (100);
ALTER TABLE events ADD CONSTRAINT events_team FOREIGN KEY (team) REFERENCES teams;
CREATE TABLE base (n int CONSTRAINT only_here CHECK (n > 0) NO INHERIT, CONSTRAINT also CHECK (n < 9));
CREATE TABLE below () INHERITS (base);
-- statement:
ALTER TABLE events RENAME CONSTRAINT events_key TO events_id;

-- case: check
-- statement:
ALTER TABLE events RENAME CONSTRAINT here TO positive;

-- case: foreign-key
-- statement:
ALTER TABLE events RENAME CONSTRAINT events_team TO events_owner;

-- case: check-not-inherited
-- statement:
ALTER TABLE base RENAME CONSTRAINT only_here TO mine;

-- case: check-of-parent
-- statement:
ALTER TABLE base RENAME CONSTRAINT also TO small;
