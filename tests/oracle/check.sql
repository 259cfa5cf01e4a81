-- CHECK constraints: adding, validating, dropping.

-- case: add
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0);

-- case: add-unnamed
-- statement:
ALTER TABLE users ADD CHECK (age >= 0);

-- case: add-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0) NOT VALID;

-- case: add-no-inherit
-- statement:
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0) NO INHERIT;

-- case: add-not-enforced
-- statement:
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0) NOT ENFORCED;

-- case: add-violated
-- statement:
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18);

-- case: add-not-valid-and-validate-in-one-transaction
-- statement:
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT adult;

-- case: add-two
-- statement:
ALTER TABLE users ADD CHECK (age >= 0), ADD CHECK (email <> '');

-- case: validate
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0) NOT VALID;
ALTER TABLE users ADD CONSTRAINT named CHECK (email <> '');
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT adult;

-- case: validate-already-valid
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT named;

-- case: validate-missing
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT nothing;

-- case: drop
-- statement:
ALTER TABLE users DROP CONSTRAINT named;

-- case: drop-if-exists-missing
-- statement:
ALTER TABLE users DROP CONSTRAINT IF EXISTS nothing;

-- case: drop-missing
-- statement:
ALTER TABLE users DROP CONSTRAINT nothing;

-- case: rename
-- statement:
ALTER TABLE users RENAME CONSTRAINT named TO email_named;

-- case: add-implied-by-another
-- statement:
ALTER TABLE users ADD CONSTRAINT named_again CHECK (email <> '');

-- case: partitioned-add
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
ALTER TABLE events ADD CONSTRAINT old CHECK (kind <> 'y') NOT VALID;
-- statement:
ALTER TABLE events ADD CONSTRAINT fresh CHECK (kind <> 'z');

-- case: partitioned-add-not-valid
-- statement:
ALTER TABLE events ADD CONSTRAINT fresh CHECK (kind <> 'z') NOT VALID;

-- case: partitioned-validate
-- statement:
ALTER TABLE events VALIDATE CONSTRAINT old;

-- case: partitioned-drop
-- statement:
ALTER TABLE events DROP CONSTRAINT old;
