-- CREATE TABLE: nobody waits for the new one, but others are locked.

-- case: plain
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, team_id int REFERENCES teams, age int DEFAULT 3 CHECK (age > 0));
INSERT INTO users SELECT g, 'u' || g, g FROM generate_series(1, 5000) g;
CREATE INDEX users_age_idx ON users (age);
-- statement:
CREATE TABLE notes (id bigint, body text);

-- case: keys-and-sequences
-- statement:
CREATE TABLE notes (id bigserial PRIMARY KEY, number int GENERATED ALWAYS AS IDENTITY, body text UNIQUE);

-- case: references
-- statement:
CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE CASCADE);

-- case: references-self
-- statement:
CREATE TABLE notes (id bigint PRIMARY KEY, parent_id bigint REFERENCES notes (id));

-- case: if-not-exists-existing
-- statement:
CREATE TABLE IF NOT EXISTS users (id bigint);

-- case: existing
-- statement:
CREATE TABLE users (id bigint);

-- case: unlogged
-- statement:
CREATE UNLOGGED TABLE notes (id bigint PRIMARY KEY);

-- case: like
-- statement:
CREATE TABLE copies (LIKE users);

-- case: like-including-all
-- statement:
CREATE TABLE copies (LIKE users INCLUDING ALL);

-- case: inherits
-- statement:
CREATE TABLE admins (level int) INHERITS (users);

-- case: as-select
-- statement:
CREATE TABLE copies AS SELECT id, email FROM users;

-- case: as-select-no-data
-- statement:
CREATE TABLE copies AS SELECT id, email FROM users WITH NO DATA;

-- case: select-into
-- statement:
SELECT id, email INTO copies FROM users;

-- case: then-index-and-foreign-key
-- statement:
CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX notes_user_idx ON notes (user_id);
ALTER TABLE notes ADD FOREIGN KEY (user_id) REFERENCES users;

-- case: partition-by
-- statement:
CREATE TABLE notes (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);

-- case: view
-- statement:
CREATE VIEW emails AS SELECT email FROM users;

-- case: materialized-view
-- statement:
CREATE MATERIALIZED VIEW emails AS SELECT email FROM users;

-- case: sequence
-- statement:
CREATE SEQUENCE numbers;

-- case: schema
-- statement:
CREATE SCHEMA app;

-- case: enum
-- statement:
CREATE TYPE state AS ENUM ('new', 'done');

-- case: partition-of
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
CREATE INDEX events_kind_idx ON events (kind);
-- statement:
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: partition-of-default
-- statement:
CREATE TABLE events_rest PARTITION OF events DEFAULT;

-- case: partition-of-overlapping
-- statement:
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2024-06-01') TO ('2026-01-01');

-- case: partition-of-partitioned
-- statement:
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (kind);

-- case: partition-of-with-default
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
INSERT INTO events SELECT g, date '2030-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
-- statement:
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: partition-of-with-default-excluded
-- setup:
CREATE TABLE events (id bigint, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT g, date '2030-01-01' + g % 300, 'k' FROM generate_series(1, 5000) g;
ALTER TABLE events_rest ADD CHECK (at >= '2029-01-01');
-- statement:
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: partition-of-with-foreign-key
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE events (id bigint, at date, team_id int REFERENCES teams) PARTITION BY RANGE (at);
-- statement:
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- case: partition-of-referenced
-- setup:
CREATE TABLE accounts (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE accounts_low PARTITION OF accounts FOR VALUES FROM (0) TO (10000);
INSERT INTO accounts SELECT g, 'a' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, account_id int REFERENCES accounts);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
CREATE TABLE accounts_high PARTITION OF accounts FOR VALUES FROM (10000) TO (20000);

-- case: references-partitioned
-- setup:
CREATE TABLE accounts (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE accounts_low PARTITION OF accounts FOR VALUES FROM (0) TO (10000);
INSERT INTO accounts SELECT g, 'a' || g FROM generate_series(1, 5000) g;
-- statement:
CREATE TABLE users (id int PRIMARY KEY, account_id int REFERENCES accounts);

-- case: like-including-constraints-taken
-- setup:
CREATE TABLE goods (id int PRIMARY KEY, price int CONSTRAINT sane CHECK (price > 0));
INSERT INTO goods SELECT g, g FROM generate_series(1, 5000) g;
CREATE TABLE goods_copy (LIKE goods INCLUDING CONSTRAINTS);
-- statement:
ALTER TABLE goods_copy ADD CONSTRAINT sane CHECK (price < 9);

-- case: like-including-constraints-dropped
-- statement:
ALTER TABLE goods_copy DROP CONSTRAINT sane;

-- case: like-excluding-constraints-dropped
-- setup:
CREATE TABLE goods (id int PRIMARY KEY, price int CONSTRAINT sane CHECK (price > 0));
CREATE TABLE goods_copy (LIKE goods INCLUDING ALL EXCLUDING CONSTRAINTS);
-- statement:
ALTER TABLE goods_copy DROP CONSTRAINT sane;
