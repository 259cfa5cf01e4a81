-- UNIQUE and PRIMARY KEY constraints.

-- case: add-unique
-- setup:
CREATE TABLE users (id bigint, email text NOT NULL, code text);
INSERT INTO users SELECT g, 'u' || g, 'c' || g FROM generate_series(1, 5000) g;
CREATE UNIQUE INDEX users_email_uidx ON users (email);
CREATE UNIQUE INDEX users_id_uidx ON users (id);
CREATE UNIQUE INDEX users_code_uidx ON users (code) WHERE code <> '';
CREATE INDEX users_code_idx ON users (code);
-- statement:
ALTER TABLE users ADD CONSTRAINT users_code_key UNIQUE (code);

-- case: add-unique-unnamed
-- statement:
ALTER TABLE users ADD UNIQUE (code, email);

-- case: add-unique-deferrable
-- statement:
ALTER TABLE users ADD UNIQUE (code) DEFERRABLE INITIALLY DEFERRED;

-- case: add-unique-nulls-not-distinct
-- statement:
ALTER TABLE users ADD UNIQUE NULLS NOT DISTINCT (code);

-- case: add-unique-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT users_code_key UNIQUE (code) NOT VALID;

-- case: unique-using-index
-- statement:
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_uidx;

-- case: unique-using-index-same-name
-- statement:
ALTER TABLE users ADD CONSTRAINT users_email_uidx UNIQUE USING INDEX users_email_uidx;

-- case: unique-using-plain-index
-- statement:
ALTER TABLE users ADD CONSTRAINT users_code_key UNIQUE USING INDEX users_code_idx;

-- case: unique-using-partial-index
-- statement:
ALTER TABLE users ADD CONSTRAINT users_code_key UNIQUE USING INDEX users_code_uidx;

-- case: unique-using-missing-index
-- statement:
ALTER TABLE users ADD CONSTRAINT users_code_key UNIQUE USING INDEX nothing;

-- case: add-primary-key
-- statement:
ALTER TABLE users ADD PRIMARY KEY (id);

-- case: add-primary-key-not-null-column
-- statement:
ALTER TABLE users ADD CONSTRAINT users_pk PRIMARY KEY (email);

-- case: primary-key-using-index-nullable
-- statement:
ALTER TABLE users ADD CONSTRAINT users_pk PRIMARY KEY USING INDEX users_id_uidx;

-- case: primary-key-using-index-not-null
-- statement:
ALTER TABLE users ADD CONSTRAINT users_pk PRIMARY KEY USING INDEX users_email_uidx;

-- case: primary-key-valid-check
-- setup:
CREATE TABLE users (id bigint, email text NOT NULL);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
CREATE UNIQUE INDEX users_id_uidx ON users (id);
ALTER TABLE users ADD CONSTRAINT id_there CHECK (id IS NOT NULL);
-- statement:
ALTER TABLE users ADD PRIMARY KEY (id);

-- case: primary-key-using-index-valid-check
-- statement:
ALTER TABLE users ADD CONSTRAINT users_pk PRIMARY KEY USING INDEX users_id_uidx;

-- case: second-primary-key
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ADD PRIMARY KEY (email);

-- case: drop-unique
-- statement:
ALTER TABLE users DROP CONSTRAINT users_email_key;

-- case: drop-primary-key
-- statement:
ALTER TABLE users DROP CONSTRAINT users_pkey;

-- case: rename-unique
-- statement:
ALTER TABLE users RENAME CONSTRAINT users_email_key TO one_email;

-- case: unique-violated
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
INSERT INTO users SELECT g, 'u' || g / 2 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ADD UNIQUE (email);

-- case: partitioned-unique
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
-- statement:
ALTER TABLE events ADD UNIQUE (id, at);

-- case: partitioned-primary-key
-- statement:
ALTER TABLE events ADD PRIMARY KEY (id, at);

-- case: partitioned-unique-without-key
-- statement:
ALTER TABLE events ADD UNIQUE (id);

-- case: partitioned-using-index
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, 'k' FROM generate_series(1, 8000) g;
CREATE UNIQUE INDEX events_uidx ON events (id, at);
-- statement:
ALTER TABLE events ADD CONSTRAINT events_key UNIQUE USING INDEX events_uidx;
