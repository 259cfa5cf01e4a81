-- ALTER TABLE … DROP COLUMN, and what goes with the column.

-- case: plain
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int CHECK (age >= 0), team_id int REFERENCES teams, code text UNIQUE);
INSERT INTO users SELECT g, 'u' || g, g % 90, g, 'c' || g FROM generate_series(1, 5000) g;
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_age_email_idx ON users (age) WHERE email IS NOT NULL;
-- statement:
ALTER TABLE users DROP COLUMN age;

-- case: indexed
-- statement:
ALTER TABLE users DROP COLUMN email;

-- case: foreign-key
-- statement:
ALTER TABLE users DROP COLUMN team_id;

-- case: unique
-- statement:
ALTER TABLE users DROP COLUMN code;

-- case: primary-key
-- statement:
ALTER TABLE users DROP COLUMN id;

-- case: referenced
-- statement:
ALTER TABLE teams DROP COLUMN id;

-- case: referenced-cascade
-- statement:
ALTER TABLE teams DROP COLUMN id CASCADE;

-- case: two-columns
-- statement:
ALTER TABLE users DROP COLUMN age, DROP COLUMN team_id;

-- case: if-exists-missing
-- statement:
ALTER TABLE users DROP COLUMN IF EXISTS nickname;

-- case: missing
-- statement:
ALTER TABLE users DROP COLUMN nickname;

-- case: serial
-- setup:
CREATE TABLE users (id bigserial, email text);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
CREATE VIEW emails AS SELECT email FROM users;
-- statement:
ALTER TABLE users DROP COLUMN id;

-- case: in-view
-- statement:
ALTER TABLE users DROP COLUMN email;

-- case: in-view-cascade
-- statement:
ALTER TABLE users DROP COLUMN email CASCADE;

-- case: partitioned
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
-- statement:
ALTER TABLE events DROP COLUMN kind;

-- case: partition-key
-- statement:
ALTER TABLE events DROP COLUMN at;
