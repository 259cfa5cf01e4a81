-- ALTER TABLE … ALTER COLUMN: nullability, defaults, types.

-- case: set-not-null
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int, code varchar(10), made timestamp);
INSERT INTO users SELECT g, 'u' || g, g % 90, 'c' || g, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: set-not-null-already
-- statement:
ALTER TABLE users ALTER COLUMN id SET NOT NULL;

-- case: set-not-null-two
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN age SET NOT NULL;

-- case: set-not-null-missing-column
-- statement:
ALTER TABLE users ALTER COLUMN nickname SET NOT NULL;

-- case: drop-not-null-never-set
-- statement:
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;

-- case: drop-not-null-primary-key
-- statement:
ALTER TABLE users ALTER COLUMN id DROP NOT NULL;

-- case: set-default
-- statement:
ALTER TABLE users ALTER COLUMN age SET DEFAULT 18;

-- case: set-default-volatile
-- statement:
ALTER TABLE users ALTER COLUMN age SET DEFAULT (random() * 90)::int;

-- case: drop-default
-- statement:
ALTER TABLE users ALTER COLUMN age DROP DEFAULT;

-- case: type-varchar-wider
-- statement:
ALTER TABLE users ALTER COLUMN code TYPE varchar(20);

-- case: type-varchar-narrower
-- statement:
ALTER TABLE users ALTER COLUMN code TYPE varchar(8);

-- case: type-varchar-to-text
-- statement:
ALTER TABLE users ALTER COLUMN code TYPE text;

-- case: type-text-to-varchar
-- statement:
ALTER TABLE users ALTER COLUMN email TYPE varchar(100);

-- case: type-int-to-bigint
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE bigint;

-- case: type-int-to-text-using
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE text USING age::text;

-- case: type-text-to-int-without-using
-- statement:
ALTER TABLE users ALTER COLUMN email TYPE int;

-- case: type-same
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE int;

-- case: type-timestamptz-utc
-- session:
SET TimeZone = 'UTC';
-- statement:
ALTER TABLE users ALTER COLUMN made TYPE timestamptz;

-- case: type-timestamptz-elsewhere
-- session:
SET TimeZone = 'Europe/London';
-- statement:
ALTER TABLE users ALTER COLUMN made TYPE timestamptz;

-- case: two-subcommands
-- statement:
ALTER TABLE users ALTER COLUMN age SET NOT NULL, ALTER COLUMN age SET DEFAULT 0, ALTER COLUMN code TYPE text;

-- case: type-indexed-int-to-bigint
-- setup:
CREATE TABLE users (id int PRIMARY KEY, email varchar(50), age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_lower_idx ON users (lower(email));
CREATE INDEX users_adult_idx ON users (age) WHERE age >= 18;
-- statement:
ALTER TABLE users ALTER COLUMN id TYPE bigint;

-- case: type-indexed-varchar-to-text
-- statement:
ALTER TABLE users ALTER COLUMN email TYPE text;

-- case: type-partial-index-column
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE bigint;

-- case: type-with-check
-- setup:
CREATE TABLE users (id int PRIMARY KEY, code varchar(10) CHECK (code <> ''), age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE VIEW ages AS SELECT age FROM users;
-- statement:
ALTER TABLE users ALTER COLUMN code TYPE varchar(20);

-- case: type-in-view
-- statement:
ALTER TABLE users ALTER COLUMN age TYPE bigint;

-- case: type-foreign-key-column
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id bigint PRIMARY KEY, team_id int REFERENCES teams);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ALTER COLUMN team_id TYPE bigint;

-- case: type-referenced-key
-- statement:
ALTER TABLE teams ALTER COLUMN id TYPE bigint;

-- case: set-not-null-valid-check
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL);
ALTER TABLE users ADD CONSTRAINT age_there CHECK (age IS NOT NULL) NOT VALID;
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: set-not-null-not-valid-check
-- statement:
ALTER TABLE users ALTER COLUMN age SET NOT NULL;

-- case: set-not-null-two-one-proved
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN age SET NOT NULL;

-- case: set-not-null-validate-first
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT age_there;
ALTER TABLE users ALTER COLUMN age SET NOT NULL;

-- case: set-not-null-and-drop-check
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL, DROP CONSTRAINT email_there;

-- case: set-not-null-then-drop-check
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT email_there;

-- case: set-not-null-check-conjunction
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int, score int);
INSERT INTO users SELECT g, 'u' || g, g % 90, g FROM generate_series(1, 5000) g;
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL AND email <> '');
ALTER TABLE users ADD CONSTRAINT age_there CHECK (NOT (age IS NULL));
ALTER TABLE users ADD CONSTRAINT score_there CHECK (score > -1);
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: set-not-null-check-negated
-- statement:
ALTER TABLE users ALTER COLUMN age SET NOT NULL;

-- case: set-not-null-check-comparison
-- statement:
ALTER TABLE users ALTER COLUMN score SET NOT NULL;

-- case: set-not-null-with-nulls
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
INSERT INTO users SELECT g, CASE WHEN g > 1 THEN 'u' || g END FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- case: drop-not-null
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;

-- case: add-not-null-constraint
-- statement:
ALTER TABLE users ADD CONSTRAINT users_age_nn NOT NULL age;

-- case: add-not-null-constraint-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT users_age_nn NOT NULL age NOT VALID;

-- case: validate-not-null-constraint
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
ALTER TABLE users ADD CONSTRAINT users_age_nn NOT NULL age NOT VALID;
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT users_age_nn;

-- case: set-not-null-over-not-valid
-- statement:
ALTER TABLE users ALTER COLUMN age SET NOT NULL;

-- case: drop-not-null-constraint
-- statement:
ALTER TABLE users DROP CONSTRAINT users_age_nn;

-- case: partitioned-set-not-null
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
-- statement:
ALTER TABLE events ALTER COLUMN kind SET NOT NULL;

-- case: partitioned-set-default
-- statement:
ALTER TABLE events ALTER COLUMN kind SET DEFAULT 'x';

-- case: partitioned-type
-- statement:
ALTER TABLE events ALTER COLUMN id TYPE numeric;
