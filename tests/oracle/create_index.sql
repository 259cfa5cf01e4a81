-- CREATE INDEX in all its forms.

-- case: plain
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE INDEX users_age_idx ON users (age);
-- statement:
CREATE INDEX users_email_idx ON users (email);

-- case: unnamed
-- statement:
CREATE INDEX ON users (age, lower(email));

-- case: unique
-- statement:
CREATE UNIQUE INDEX users_email_key ON users (email);

-- case: unique-violated
-- statement:
CREATE UNIQUE INDEX users_age_key ON users (age);

-- case: expression
-- statement:
CREATE INDEX users_lower_idx ON users (lower(email));

-- case: partial
-- statement:
CREATE INDEX users_young_idx ON users (email) WHERE age < 18;

-- case: include
-- statement:
CREATE INDEX users_email_idx ON users (email) INCLUDE (age);

-- case: brin
-- statement:
CREATE INDEX users_id_brin ON users USING brin (id);

-- case: hash
-- statement:
CREATE INDEX users_email_hash ON users USING hash (email);

-- case: if-not-exists-existing
-- statement:
CREATE INDEX IF NOT EXISTS users_age_idx ON users (age);

-- case: if-not-exists-new
-- statement:
CREATE INDEX IF NOT EXISTS users_email_idx ON users (email);

-- case: existing
-- statement:
CREATE INDEX users_age_idx ON users (email);

-- case: nulls-not-distinct
-- statement:
CREATE UNIQUE INDEX users_email_key ON users (email) NULLS NOT DISTINCT;

-- case: missing-table
-- statement:
CREATE INDEX ON nobody (email);

-- case: missing-column
-- statement:
CREATE INDEX ON users (nickname);

-- case: only-plain-table
-- statement:
CREATE INDEX users_email_idx ON ONLY users (email);

-- case: concurrently
-- statement:
CREATE INDEX CONCURRENTLY users_email_idx ON users (email);

-- case: concurrently-unnamed
-- statement:
CREATE INDEX CONCURRENTLY ON users (email);

-- case: concurrently-unique
-- statement:
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);

-- case: concurrently-unique-violated
-- statement:
CREATE UNIQUE INDEX CONCURRENTLY users_age_key ON users (age);

-- case: concurrently-expression-partial
-- statement:
CREATE INDEX CONCURRENTLY users_lower_idx ON users (lower(email)) WHERE age > 3;

-- case: concurrently-if-not-exists-existing
-- statement:
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_age_idx ON users (age);

-- case: concurrently-if-not-exists-new
-- statement:
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_email_idx ON users (email);

-- case: two-in-one-transaction
-- statement:
CREATE INDEX users_email_idx ON users (email);
CREATE INDEX users_email_age_idx ON users (email, age);

-- case: partitioned
-- setup:
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
-- statement:
CREATE INDEX events_kind_idx ON events (kind);

-- case: partitioned-only
-- statement:
CREATE INDEX events_kind_idx ON ONLY events (kind);

-- case: partitioned-concurrently
-- statement:
CREATE INDEX CONCURRENTLY events_kind_idx ON events (kind);

-- case: partition-concurrently
-- statement:
CREATE INDEX CONCURRENTLY events_2024_kind_idx ON events_2024 (kind);

-- case: partitioned-unique
-- statement:
CREATE UNIQUE INDEX events_id_at_key ON events (id, at);

-- case: partitioned-unique-without-key
-- statement:
CREATE UNIQUE INDEX events_id_key ON events (id);

-- case: partitioned-adopts
-- setup:
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
CREATE INDEX events_2024_kind ON events_2024 (kind);
-- statement:
CREATE INDEX events_kind_idx ON events (kind);

-- case: attach-index
-- setup:
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, 'k' FROM generate_series(1, 8000) g;
CREATE INDEX events_kind_idx ON ONLY events (kind);
CREATE INDEX events_2024_kind ON events_2024 (kind);
-- statement:
ALTER INDEX events_kind_idx ATTACH PARTITION events_2024_kind;

-- case: materialized-view
-- setup:
CREATE MATERIALIZED VIEW totals AS SELECT g AS id, g % 7 AS total FROM generate_series(1, 5000) g;
-- statement:
CREATE INDEX totals_idx ON totals (total);
