-- Foreign keys: adding, validating, dropping, both tables looked at.

-- case: add
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text UNIQUE);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, team_id int, boss_id int);
INSERT INTO users SELECT g, g, g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id);

-- case: add-unnamed
-- statement:
ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES teams;

-- case: add-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;

-- case: add-on-delete-cascade
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE;

-- case: add-on-delete-set-null-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL NOT VALID;

-- case: add-on-delete-set-null-columns
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL (team_id);

-- case: add-deferrable
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED;

-- case: add-not-enforced
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) NOT ENFORCED;

-- case: add-self
-- statement:
ALTER TABLE users ADD CONSTRAINT users_boss FOREIGN KEY (boss_id) REFERENCES users (id);

-- case: add-self-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT users_boss FOREIGN KEY (boss_id) REFERENCES users (id) NOT VALID;

-- case: add-not-valid-and-validate-in-one-transaction
-- statement:
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_team;

-- case: add-missing-table
-- statement:
ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES nothing (id);

-- case: add-type-mismatch
-- statement:
ALTER TABLE users ADD FOREIGN KEY (team_id) REFERENCES teams (name);

-- case: add-without-unique
-- statement:
ALTER TABLE teams ADD FOREIGN KEY (id) REFERENCES users (team_id);

-- case: validate
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, team_id int, boss_id int);
INSERT INTO users SELECT g, g, g FROM generate_series(1, 5000) g;
ALTER TABLE users ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;
ALTER TABLE users ADD CONSTRAINT users_boss FOREIGN KEY (boss_id) REFERENCES users (id) NOT VALID;
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT users_team;

-- case: validate-self
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT users_boss;

-- case: drop
-- statement:
ALTER TABLE users DROP CONSTRAINT users_team;

-- case: drop-self
-- statement:
ALTER TABLE users DROP CONSTRAINT users_boss;

-- case: drop-referenced-primary-key
-- statement:
ALTER TABLE teams DROP CONSTRAINT teams_pkey;

-- case: drop-referenced-primary-key-cascade
-- statement:
ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE;

-- case: swap
-- statement:
ALTER TABLE users DROP CONSTRAINT users_team, ADD CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE NOT VALID;

-- case: rename
-- statement:
ALTER TABLE users RENAME CONSTRAINT users_team TO users_teams_fkey;

-- case: deferrable
-- statement:
ALTER TABLE users ALTER CONSTRAINT users_team DEFERRABLE;

-- case: alter-not-enforced
-- statement:
ALTER TABLE users ALTER CONSTRAINT users_team NOT ENFORCED;

-- case: on-partitioned
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE events (id bigint, at date, team_id int) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE events ADD CONSTRAINT events_team FOREIGN KEY (team_id) REFERENCES teams (id);

-- case: on-partitioned-not-valid
-- statement:
ALTER TABLE events ADD CONSTRAINT events_team FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;

-- case: on-one-partition
-- statement:
ALTER TABLE events_2024 ADD CONSTRAINT events_team FOREIGN KEY (team_id) REFERENCES teams (id) NOT VALID;

-- case: on-partitioned-only
-- statement:
ALTER TABLE ONLY events ADD CONSTRAINT events_team FOREIGN KEY (team_id) REFERENCES teams (id);

-- case: on-partitioned-drop
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE events (id bigint, at date, team_id int) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, g FROM generate_series(1, 5000) g;
ALTER TABLE events ADD CONSTRAINT events_team FOREIGN KEY (team_id) REFERENCES teams (id);
-- statement:
ALTER TABLE events DROP CONSTRAINT events_team;

-- case: partition-already-has-it
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE events (id bigint, at date, team_id int) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300, g FROM generate_series(1, 5000) g;
ALTER TABLE events_2024 ADD CONSTRAINT events_2024_team FOREIGN KEY (team_id) REFERENCES teams (id);
-- statement:
ALTER TABLE events ADD CONSTRAINT events_team FOREIGN KEY (team_id) REFERENCES teams (id);

-- case: to-partitioned
-- setup:
CREATE TABLE accounts (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE accounts_low PARTITION OF accounts FOR VALUES FROM (0) TO (2500);
CREATE TABLE accounts_high PARTITION OF accounts FOR VALUES FROM (2500) TO (10000);
INSERT INTO accounts SELECT g, 'a' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, account_id int);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE users ADD CONSTRAINT users_account FOREIGN KEY (account_id) REFERENCES accounts (id);

-- case: to-partitioned-not-valid
-- statement:
ALTER TABLE users ADD CONSTRAINT users_account FOREIGN KEY (account_id) REFERENCES accounts (id) NOT VALID;

-- case: to-partitioned-validate
-- setup:
CREATE TABLE accounts (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE accounts_low PARTITION OF accounts FOR VALUES FROM (0) TO (2500);
CREATE TABLE accounts_high PARTITION OF accounts FOR VALUES FROM (2500) TO (10000);
INSERT INTO accounts SELECT g, 'a' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, account_id int);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
ALTER TABLE users ADD CONSTRAINT users_account FOREIGN KEY (account_id) REFERENCES accounts (id) NOT VALID;
-- statement:
ALTER TABLE users VALIDATE CONSTRAINT users_account;

-- case: to-partitioned-drop
-- statement:
ALTER TABLE users DROP CONSTRAINT users_account;

-- case: again-on-partition-that-has-it
-- setup:
CREATE TABLE of_parent (id integer PRIMARY KEY);
CREATE TABLE parent (k integer, a text, ref integer CONSTRAINT parent_ref_fkey REFERENCES of_parent) PARTITION BY RANGE (k);
CREATE TABLE part PARTITION OF parent FOR VALUES FROM (0) TO (1000);
INSERT INTO of_parent SELECT g FROM generate_series(1, 300) g;
INSERT INTO parent SELECT g, 'x', g FROM generate_series(1, 300) g;
-- statement:
ALTER TABLE part ADD CONSTRAINT part_ref_again FOREIGN KEY (ref) REFERENCES of_parent (id);

-- case: again-on-table-that-has-it
-- setup:
CREATE TABLE referenced (id integer PRIMARY KEY);
CREATE TABLE plain (id integer PRIMARY KEY, ref integer REFERENCES referenced);
INSERT INTO referenced SELECT g FROM generate_series(1, 300) g;
INSERT INTO plain SELECT g, g FROM generate_series(1, 300) g;
-- statement:
ALTER TABLE plain ADD CONSTRAINT plain_ref_again FOREIGN KEY (ref) REFERENCES referenced (id);
