-- ATTACH and DETACH PARTITION.

-- case: attach
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id bigint, at date, kind text);
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: attach-as-default
-- statement:
ALTER TABLE events ATTACH PARTITION fresh DEFAULT;

-- case: attach-overlapping
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2024-06-01') TO ('2026-01-01');

-- case: detach
-- statement:
ALTER TABLE events DETACH PARTITION events_2024;

-- case: detach-concurrently
-- statement:
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;

-- case: detach-finalize-nothing-pending
-- statement:
ALTER TABLE events DETACH PARTITION events_2024 FINALIZE;

-- case: detach-not-a-partition
-- statement:
ALTER TABLE events DETACH PARTITION fresh;

-- case: attach-violated
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: attach-check-proves
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE fresh (id bigint, at date, kind text);
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
ALTER TABLE fresh ADD CHECK (at IS NOT NULL AND at >= '2025-01-01' AND at < '2026-01-01');
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: attach-check-without-not-null
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE fresh (id bigint, at date, kind text);
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
ALTER TABLE fresh ADD CHECK (at >= '2025-01-01' AND at < '2026-01-01');
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: attach-check-not-null-column
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE fresh (id bigint, at date NOT NULL, kind text);
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
ALTER TABLE fresh ADD CHECK (at >= '2025-01-01' AND at < '2026-01-01');
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: attach-with-default
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT g, date '2030-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id bigint, at date, kind text);
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: detach-concurrently-with-default
-- statement:
ALTER TABLE events DETACH PARTITION events_rest CONCURRENTLY;

-- case: detach-default
-- statement:
ALTER TABLE events DETACH PARTITION events_rest;

-- case: attach-to-indexed
-- setup:
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX events_kind_idx ON events (kind);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id bigint NOT NULL, at date NOT NULL, kind text);
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: detach-indexed
-- statement:
ALTER TABLE events DETACH PARTITION events_2024;

-- case: attach-adopts-indexes
-- setup:
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX events_kind_idx ON events (kind);
CREATE TABLE fresh (id bigint NOT NULL, at date NOT NULL, kind text, PRIMARY KEY (id, at));
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
CREATE INDEX fresh_kind_idx ON fresh (kind);
ALTER TABLE fresh ADD CHECK (at >= '2025-01-01' AND at < '2026-01-01');
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: attach-with-foreign-key
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE events (id bigint, at date, team_id int REFERENCES teams) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, g FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id bigint, at date, team_id int);
INSERT INTO fresh SELECT g, date '2025-01-01' + g % 300, g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: detach-with-foreign-key
-- statement:
ALTER TABLE events DETACH PARTITION events_2024;

-- case: detach-concurrently-with-foreign-key
-- statement:
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;

-- case: detach-referenced
-- setup:
CREATE TABLE accounts (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE accounts_low PARTITION OF accounts FOR VALUES FROM (0) TO (10000);
CREATE TABLE accounts_high PARTITION OF accounts FOR VALUES FROM (10000) TO (20000);
INSERT INTO accounts SELECT g, 'a' || g FROM generate_series(1, 5000) g;
INSERT INTO accounts SELECT g, 'a' || g FROM generate_series(10001, 15000) g;
CREATE TABLE users (id int PRIMARY KEY, account_id int REFERENCES accounts);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE accounts DETACH PARTITION accounts_high;

-- case: detach-concurrently-referenced
-- statement:
ALTER TABLE accounts DETACH PARTITION accounts_high CONCURRENTLY;

-- case: detach-referenced-used
-- statement:
ALTER TABLE accounts DETACH PARTITION accounts_low;
