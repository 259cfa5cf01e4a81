-- Triggers that PostgreSQL refuses for their form or for their table.

-- case: instead-of-with-when
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
INSERT INTO users SELECT g, 'mail' || g, 20 FROM generate_series(1, 500) g;
CREATE VIEW adults AS SELECT id, email FROM users WHERE age >= 18;
CREATE MATERIALIZED VIEW counts AS SELECT age, count(*) AS n FROM users GROUP BY age;
CREATE SEQUENCE tickets;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE events (k int, v int) PARTITION BY RANGE (k);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE PROCEDURE touch();
-- statement:
CREATE TRIGGER writing INSTEAD OF INSERT ON adults FOR EACH ROW WHEN (NEW.id > 5) EXECUTE PROCEDURE touch();

-- case: instead-of-update-of
-- statement:
CREATE TRIGGER writing INSTEAD OF UPDATE OF email ON adults FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: instead-of-for-each-statement
-- statement:
CREATE TRIGGER writing INSTEAD OF INSERT ON adults EXECUTE PROCEDURE touch();

-- case: instead-of-on-table
-- statement:
CREATE TRIGGER writing INSTEAD OF INSERT ON users FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: instead-of-on-partitioned-table
-- statement:
CREATE TRIGGER writing INSTEAD OF INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: before-row-on-partitioned-table
-- statement:
CREATE TRIGGER touched BEFORE INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: transition-table-on-partitioned-table-rows
-- statement:
CREATE TRIGGER touched AFTER INSERT ON events REFERENCING NEW TABLE AS fresh FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: transition-table-on-partitioned-table-statement
-- statement:
CREATE TRIGGER touched AFTER INSERT ON events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE PROCEDURE touch();

-- case: transition-table-on-partition-rows
-- statement:
CREATE TRIGGER touched AFTER INSERT ON events_low REFERENCING NEW TABLE AS fresh FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: rows-of-view
-- statement:
CREATE TRIGGER touched AFTER INSERT ON adults FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: statement-on-view
-- statement:
CREATE TRIGGER touched AFTER INSERT ON adults FOR EACH STATEMENT EXECUTE PROCEDURE touch();

-- case: truncate-of-view
-- statement:
CREATE TRIGGER touched BEFORE TRUNCATE ON adults EXECUTE PROCEDURE touch();

-- case: on-materialized-view
-- statement:
CREATE TRIGGER touched AFTER INSERT ON counts EXECUTE PROCEDURE touch();

-- case: on-sequence
-- statement:
CREATE TRIGGER touched AFTER INSERT ON tickets EXECUTE PROCEDURE touch();

-- case: truncate-for-each-row
-- statement:
CREATE TRIGGER touched_too BEFORE TRUNCATE ON users FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: new-rows-of-delete
-- statement:
CREATE TRIGGER gone AFTER DELETE ON users REFERENCING NEW TABLE AS fresh EXECUTE PROCEDURE touch();

-- case: old-rows-of-insert
-- statement:
CREATE TRIGGER come AFTER INSERT ON users REFERENCING OLD TABLE AS past EXECUTE PROCEDURE touch();

-- case: transition-table-of-truncate
-- statement:
CREATE TRIGGER emptied AFTER TRUNCATE ON users REFERENCING OLD TABLE AS past EXECUTE PROCEDURE touch();

-- case: transition-table-before
-- statement:
CREATE TRIGGER come BEFORE INSERT ON users REFERENCING NEW TABLE AS fresh EXECUTE PROCEDURE touch();

-- case: transition-table-of-two-events
-- statement:
CREATE TRIGGER come AFTER INSERT OR UPDATE ON users REFERENCING NEW TABLE AS fresh EXECUTE PROCEDURE touch();

-- case: exists-already
-- statement:
CREATE TRIGGER touched AFTER DELETE ON users EXECUTE PROCEDURE touch();

-- case: constraint-trigger-exists-already
-- statement:
CREATE CONSTRAINT TRIGGER touched AFTER INSERT ON users DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: constraint-trigger-on-partitioned-table
-- statement:
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: replaced
-- statement:
CREATE OR REPLACE TRIGGER touched AFTER DELETE ON users FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: rename-on-partitioned-table
-- statement:
CREATE TRIGGER counted AFTER INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();
ALTER TRIGGER counted ON events RENAME TO counted_rows;

-- case: rename-of-clone
-- statement:
CREATE TRIGGER counted AFTER INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();
ALTER TRIGGER counted ON events_low RENAME TO counted_rows;

-- case: drop-of-clone
-- statement:
CREATE TRIGGER counted AFTER INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();
DROP TRIGGER counted ON events_low;

-- case: rename-into-taken
-- statement:
CREATE TRIGGER other AFTER INSERT ON users FOR EACH ROW EXECUTE PROCEDURE touch();
ALTER TRIGGER other ON users RENAME TO touched;

-- case: disable-on-partitioned-table
-- statement:
CREATE TRIGGER counted AFTER INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();
ALTER TABLE events DISABLE TRIGGER counted;

-- case: disable-on-only-partitioned-table
-- statement:
CREATE TRIGGER counted AFTER INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();
ALTER TABLE ONLY events DISABLE TRIGGER counted;

-- case: disable-missing
-- statement:
ALTER TABLE users DISABLE TRIGGER nowhere;
