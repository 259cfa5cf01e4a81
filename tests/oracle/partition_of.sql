-- CREATE TABLE … PARTITION OF.

-- case: default-with-check
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
INSERT INTO orders SELECT g, now() FROM generate_series(5000, 9999) g;
ALTER TABLE orders_rest ADD CHECK (id >= 5000);
-- statement:
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000);

-- case: default-with-narrow-check
-- statement:
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5001);

-- case: default-sub-partitioned
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT PARTITION BY RANGE (id);
CREATE TABLE orders_rest_1 PARTITION OF orders_rest FOR VALUES FROM (5000) TO (10000);
CREATE TABLE orders_rest_2 PARTITION OF orders_rest DEFAULT;
INSERT INTO orders SELECT g, now() FROM generate_series(5000, 15000) g;
ALTER TABLE orders_rest_2 ADD CHECK (id >= 10000);
-- statement:
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000);

-- case: second-default
-- statement:
CREATE TABLE orders_d PARTITION OF orders DEFAULT;

-- case: of-sub-partitioned
-- statement:
CREATE TABLE orders_rest_3 PARTITION OF orders_rest FOR VALUES FROM (20000) TO (30000);

-- case: sub-partitioned
-- statement:
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (5000) PARTITION BY LIST (at);

-- case: overlapping-list
-- setup:
CREATE TABLE orders (id int, state text) PARTITION BY LIST (state);
CREATE TABLE orders_new PARTITION OF orders FOR VALUES IN ('new', 'paid');
-- statement:
CREATE TABLE orders_paid PARTITION OF orders FOR VALUES IN ('sent', 'paid');

-- case: wrong-bound
-- statement:
CREATE TABLE orders_paid PARTITION OF orders FOR VALUES FROM ('a') TO ('b');

-- case: hash-bound
-- statement:
CREATE TABLE orders_paid PARTITION OF orders FOR VALUES WITH (MODULUS 2, REMAINDER 0);

-- case: overlapping-range-dates
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE orders_2024 PARTITION OF orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE plain (id int, at date);
CREATE VIEW shown AS SELECT * FROM orders;
-- statement:
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2024-12-31') TO ('2026-01-01');

-- case: adjacent-range-dates
-- statement:
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: backward-range
-- statement:
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2025-01-01');

-- case: of-no-partitioned-table
-- statement:
CREATE TABLE orders_2025 PARTITION OF plain FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: of-view
-- statement:
CREATE TABLE orders_2025 PARTITION OF shown FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: of-missing
-- statement:
CREATE TABLE orders_2025 PARTITION OF nowhere FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: existing-if-not-exists
-- statement:
CREATE TABLE IF NOT EXISTS orders_2024 PARTITION OF orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- case: existing
-- statement:
CREATE TABLE orders_2024 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: then-index-and-drop
-- statement:
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX ON orders_2025 (id);
DROP TABLE orders_2024;

-- case: missing-column
-- statement:
CREATE TABLE orders_2025 PARTITION OF orders (nowhere NOT NULL) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: own-constraints
-- statement:
CREATE TABLE orders_2025 PARTITION OF orders (id PRIMARY KEY, CHECK (id > 0)) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: referenced-parent
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int, team_id int REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
CREATE TABLE teams_2 PARTITION OF teams FOR VALUES FROM (10000) TO (20000);

-- case: referencing-parent
-- statement:
CREATE TABLE users_2 PARTITION OF users FOR VALUES FROM (10000) TO (20000);

-- case: sub-partition-of-referenced
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000) PARTITION BY RANGE (id);
CREATE TABLE teams_1_1 PARTITION OF teams_1 FOR VALUES FROM (0) TO (5000);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 4000) g;
CREATE TABLE users (id int, team_id int REFERENCES teams);
INSERT INTO users SELECT g, g FROM generate_series(1, 4000) g;
-- statement:
CREATE TABLE teams_1_2 PARTITION OF teams_1 FOR VALUES FROM (5000) TO (10000);

-- case: sub-partition-of-referenced-detach
-- statement:
ALTER TABLE teams_1 DETACH PARTITION teams_1_1;

-- case: sub-partition-of-referencing
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int, team_id int REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000) PARTITION BY RANGE (id);
CREATE TABLE users_1_1 PARTITION OF users_1 FOR VALUES FROM (0) TO (5000);
INSERT INTO users SELECT g, g FROM generate_series(1, 4000) g;
-- statement:
CREATE TABLE users_1_2 PARTITION OF users_1 FOR VALUES FROM (5000) TO (10000);

-- case: sub-partition-of-referencing-detach
-- statement:
ALTER TABLE users_1 DETACH PARTITION users_1_1;

-- case: sub-partition-of-referencing-drop
-- statement:
DROP TABLE users_1;
