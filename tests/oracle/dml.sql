-- Rows: what is locked besides the table itself, and what foreign keys read.

-- case: select
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, email text, team_id int REFERENCES teams);
INSERT INTO users SELECT g, 'u' || g, g FROM generate_series(1, 4000) g;
CREATE TABLE notes (id int, body text);
INSERT INTO notes SELECT g, 'n' || g FROM generate_series(1, 5000) g;
-- statement:
SELECT email FROM users WHERE id = 5;

-- case: select-all
-- statement:
SELECT count(*) FROM notes;

-- case: select-for-update
-- statement:
SELECT email FROM users WHERE id = 5 FOR UPDATE;

-- case: select-for-share
-- statement:
SELECT email FROM users WHERE id = 5 FOR SHARE;

-- case: explain
-- statement:
EXPLAIN UPDATE users SET email = 'x';

-- case: insert
-- statement:
INSERT INTO notes VALUES (6000, 'x');

-- case: insert-referencing
-- statement:
INSERT INTO users VALUES (6000, 'x', 5);

-- case: insert-select
-- statement:
INSERT INTO notes SELECT id, email FROM users;

-- case: insert-on-conflict
-- statement:
INSERT INTO users VALUES (5, 'x', 5) ON CONFLICT (id) DO UPDATE SET email = excluded.email;

-- case: update-all
-- statement:
UPDATE notes SET body = 'x';

-- case: update-where-indexed
-- statement:
UPDATE users SET email = 'x' WHERE id = 5;

-- case: update-where-not-indexed
-- statement:
UPDATE notes SET body = 'x' WHERE id = 5;

-- case: update-foreign-key-column
-- statement:
UPDATE users SET team_id = 6 WHERE id = 5;

-- case: update-referenced-other-column
-- statement:
UPDATE teams SET name = 'x' WHERE id = 4500;

-- case: update-referenced-key
-- statement:
UPDATE teams SET id = 6000 WHERE id = 4500;

-- case: update-referenced-key-used
-- statement:
UPDATE teams SET id = 6000 WHERE id = 5;

-- case: update-from
-- statement:
UPDATE notes SET body = users.email FROM users WHERE users.id = notes.id;

-- case: update-batch
-- statement:
UPDATE notes SET body = 'x' WHERE id IN (SELECT id FROM notes WHERE body <> 'x' LIMIT 100);

-- case: delete-all
-- statement:
DELETE FROM notes;

-- case: delete-where
-- statement:
DELETE FROM users WHERE id = 5;

-- case: delete-referenced
-- statement:
DELETE FROM teams WHERE id = 4500;

-- case: delete-referenced-used
-- statement:
DELETE FROM teams WHERE id = 5;

-- case: with-insert
-- statement:
WITH gone AS (DELETE FROM notes WHERE id < 10 RETURNING *) INSERT INTO users SELECT id + 6000, body FROM gone;

-- case: merge
-- statement:
MERGE INTO users USING notes ON users.id = notes.id WHEN MATCHED THEN UPDATE SET email = notes.body WHEN NOT MATCHED THEN INSERT VALUES (notes.id, notes.body);

-- case: copy-to
-- statement:
COPY notes TO '/dev/null';

-- case: copy-from
-- statement:
COPY users FROM '/dev/null';

-- case: missing-table
-- statement:
UPDATE nobody SET x = 1;

-- case: delete-cascade
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, email text, team_id int REFERENCES teams ON DELETE CASCADE);
INSERT INTO users SELECT g, 'u' || g, g FROM generate_series(1, 4000) g;
CREATE TABLE notes (id int PRIMARY KEY, team_id int REFERENCES teams ON DELETE SET NULL);
INSERT INTO notes SELECT g, g FROM generate_series(1, 4000) g;
-- statement:
DELETE FROM teams WHERE id = 5;

-- case: delete-cascade-indexed
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, email text, team_id int REFERENCES teams ON DELETE CASCADE);
INSERT INTO users SELECT g, 'u' || g, g FROM generate_series(1, 4000) g;
CREATE TABLE notes (id int PRIMARY KEY, team_id int REFERENCES teams ON DELETE SET NULL);
INSERT INTO notes SELECT g, g FROM generate_series(1, 4000) g;
CREATE INDEX users_team_idx ON users (team_id);
CREATE INDEX notes_team_idx ON notes (team_id);
-- statement:
DELETE FROM teams WHERE id = 5;

-- case: partitioned-insert
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
-- statement:
INSERT INTO events VALUES (1, '2024-05-05', 'x');

-- case: partitioned-update
-- statement:
UPDATE events SET kind = 'x';

-- case: partitioned-delete-pruned
-- statement:
DELETE FROM events WHERE at = '2024-05-05';

-- case: partitioned-select
-- statement:
SELECT count(*) FROM events;
