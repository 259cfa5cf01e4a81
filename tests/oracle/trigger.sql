-- Triggers, row level security and policies.

-- case: create-row
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE TABLE teams (id bigint PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
-- statement:
CREATE TRIGGER noted AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

-- case: create-execute-procedure
-- statement:
CREATE TRIGGER noted BEFORE INSERT ON users FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: create-when
-- statement:
CREATE TRIGGER noted AFTER UPDATE OF email ON users FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION touch();

-- case: create-statement
-- statement:
CREATE TRIGGER noted AFTER INSERT ON users FOR EACH STATEMENT EXECUTE FUNCTION touch();

-- case: create-statement-new-table
-- statement:
CREATE TRIGGER noted AFTER INSERT ON users REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION touch();

-- case: create-statement-both-tables
-- statement:
CREATE TRIGGER noted AFTER UPDATE ON users REFERENCING OLD TABLE AS was NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION touch();

-- case: create-transition-two-events
-- statement:
CREATE TRIGGER noted AFTER INSERT OR UPDATE ON users REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION touch();

-- case: create-existing
-- statement:
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

-- case: create-or-replace
-- statement:
CREATE OR REPLACE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

-- case: create-or-replace-new
-- statement:
CREATE OR REPLACE TRIGGER noted BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

-- case: create-constraint-trigger
-- statement:
CREATE CONSTRAINT TRIGGER noted AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();

-- case: create-constraint-trigger-from
-- statement:
CREATE CONSTRAINT TRIGGER noted AFTER INSERT ON users FROM teams FOR EACH ROW EXECUTE FUNCTION touch();

-- case: create-missing-table
-- statement:
CREATE TRIGGER noted AFTER INSERT ON nobody FOR EACH ROW EXECUTE FUNCTION touch();

-- case: create-missing-function
-- statement:
CREATE TRIGGER noted AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION nothing();

-- case: drop
-- statement:
DROP TRIGGER touched ON users;

-- case: drop-if-exists
-- statement:
DROP TRIGGER IF EXISTS touched ON users;

-- case: drop-if-exists-missing
-- statement:
DROP TRIGGER IF EXISTS noted ON users;

-- case: drop-if-exists-missing-table
-- statement:
DROP TRIGGER IF EXISTS noted ON nobody;

-- case: drop-missing
-- statement:
DROP TRIGGER noted ON users;

-- case: drop-and-create
-- statement:
DROP TRIGGER touched ON users;
CREATE TRIGGER touched AFTER UPDATE ON users REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION touch();

-- case: rename
-- statement:
ALTER TRIGGER touched ON users RENAME TO updated;

-- case: disable
-- statement:
ALTER TABLE users DISABLE TRIGGER touched;

-- case: enable
-- statement:
ALTER TABLE users ENABLE TRIGGER touched;

-- case: enable-replica
-- statement:
ALTER TABLE users ENABLE REPLICA TRIGGER touched;

-- case: enable-always
-- statement:
ALTER TABLE users ENABLE ALWAYS TRIGGER touched;

-- case: disable-all
-- statement:
ALTER TABLE users DISABLE TRIGGER ALL;

-- case: disable-user
-- statement:
ALTER TABLE users DISABLE TRIGGER USER;

-- case: row-level-security-enable
-- statement:
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: row-level-security-disable
-- statement:
ALTER TABLE users DISABLE ROW LEVEL SECURITY;

-- case: row-level-security-force
-- statement:
ALTER TABLE users FORCE ROW LEVEL SECURITY;

-- case: policy-create
-- statement:
CREATE POLICY own ON users USING (id > 5);

-- case: policy-create-subquery
-- statement:
CREATE POLICY own ON users USING (id IN (SELECT id FROM teams));

-- case: policy-drop
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
CREATE POLICY own ON users USING (id > 5);
-- statement:
DROP POLICY own ON users;

-- case: policy-drop-if-exists-missing
-- statement:
DROP POLICY IF EXISTS other ON users;

-- case: policy-alter
-- statement:
ALTER POLICY own ON users USING (id > 6);

-- case: partitioned-create-row
-- setup:
CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 8000) g;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER kept AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch();
-- statement:
CREATE TRIGGER noted AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch();

-- case: partitioned-create-before-row
-- statement:
CREATE TRIGGER noted BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch();

-- case: partitioned-create-statement-transition
-- statement:
CREATE TRIGGER noted AFTER INSERT ON events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION touch();

-- case: partition-create-row-transition
-- statement:
CREATE TRIGGER noted AFTER INSERT ON events_2024 REFERENCING NEW TABLE AS fresh FOR EACH ROW EXECUTE FUNCTION touch();

-- case: partitioned-drop
-- statement:
DROP TRIGGER kept ON events;

-- case: partitioned-disable
-- statement:
ALTER TABLE events DISABLE TRIGGER kept;
