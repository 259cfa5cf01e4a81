-- Triggers for the rows of a partitioned table: each partition has a clone,
-- which goes with it and is not dropped alone.

-- case: drop-clone
-- setup:
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE events (k int, v int) PARTITION BY RANGE (k);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE TABLE events_high PARTITION OF events FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (k);
CREATE TABLE events_high_1 PARTITION OF events_high FOR VALUES FROM (10) TO (15);
CREATE TABLE other (k int, v int);
INSERT INTO events SELECT g % 15, g FROM generate_series(1, 3000) g;
INSERT INTO other SELECT 16, g FROM generate_series(1, 3000) g;
CREATE TRIGGER counted AFTER INSERT ON events FOR EACH ROW EXECUTE PROCEDURE touch();
CREATE TRIGGER noted AFTER INSERT ON events FOR EACH STATEMENT EXECUTE PROCEDURE touch();
CREATE TRIGGER own AFTER INSERT ON events_low FOR EACH ROW EXECUTE PROCEDURE touch();
-- statement:
DROP TRIGGER counted ON events_low;

-- case: drop-clone-if-exists
-- statement:
DROP TRIGGER IF EXISTS counted ON events_high_1;

-- case: drop-clone-cascade
-- statement:
DROP TRIGGER counted ON events_low CASCADE;

-- case: drop-on-middle
-- statement:
DROP TRIGGER counted ON events_high;

-- case: drop-on-parent
-- statement:
DROP TRIGGER counted ON events;

-- case: drop-own
-- statement:
DROP TRIGGER own ON events_low;

-- case: drop-statement-trigger-of-partition
-- statement:
DROP TRIGGER noted ON events_low;

-- case: disable-clone
-- statement:
ALTER TABLE events_low DISABLE TRIGGER counted;

-- case: disable-on-parent
-- statement:
ALTER TABLE events DISABLE TRIGGER counted;

-- case: disable-only-parent
-- statement:
ALTER TABLE ONLY events DISABLE TRIGGER counted;

-- case: rename-on-parent
-- statement:
ALTER TRIGGER counted ON events RENAME TO tallied;

-- case: rename-own
-- statement:
ALTER TRIGGER own ON events_low RENAME TO mine;

-- case: create-twin-of-clone
-- statement:
CREATE TRIGGER counted AFTER UPDATE ON events_low FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: replace-clone
-- statement:
CREATE OR REPLACE TRIGGER counted AFTER UPDATE ON events_low FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: create-twin-of-own-on-parent
-- statement:
CREATE TRIGGER own AFTER UPDATE ON events FOR EACH ROW EXECUTE PROCEDURE touch();

-- case: drop-clone-of-detached
-- statement:
ALTER TABLE events DETACH PARTITION events_low;
DROP TRIGGER counted ON events_low;

-- case: drop-clone-of-attached
-- statement:
ALTER TABLE events_high ATTACH PARTITION other FOR VALUES FROM (16) TO (17);
DROP TRIGGER counted ON other;

-- case: attach-with-trigger-of-same-name
-- statement:
CREATE TRIGGER counted AFTER UPDATE ON other FOR EACH ROW EXECUTE PROCEDURE touch();
ALTER TABLE events_high ATTACH PARTITION other FOR VALUES FROM (16) TO (17);

-- case: drop-clone-of-new-partition
-- statement:
CREATE TABLE events_high_2 PARTITION OF events_high FOR VALUES FROM (15) TO (20);
DROP TRIGGER counted ON events_high_2;

-- case: comment-on-clone
-- statement:
COMMENT ON TRIGGER counted ON events_low IS 'a clone';

-- case: drop-function-cascade
-- statement:
DROP FUNCTION touch() CASCADE;

-- case: drop-statement-trigger
-- statement:
DROP TRIGGER noted ON events;

-- case: rename-statement-trigger
-- statement:
ALTER TRIGGER noted ON events RENAME TO written;

-- case: rename-clone
-- statement:
ALTER TRIGGER counted ON events_low RENAME TO tallied;

-- case: rename-on-parent-to-taken
-- statement:
ALTER TRIGGER counted ON events RENAME TO own;

-- case: disable-statement-trigger
-- statement:
ALTER TABLE events DISABLE TRIGGER noted;

-- case: disable-user-triggers
-- statement:
ALTER TABLE events DISABLE TRIGGER USER;

-- case: disable-all-triggers
-- statement:
ALTER TABLE events DISABLE TRIGGER ALL;

-- case: disable-all-of-middle
-- statement:
ALTER TABLE events_high ENABLE ALWAYS TRIGGER counted;

-- case: disable-all-without-triggers
-- setup:
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE users (id int, team_id int) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000);
CREATE TABLE keyed (id int, team_id int REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES FROM (0) TO (10000);
-- statement:
ALTER TABLE users DISABLE TRIGGER ALL;

-- case: disable-user-without-triggers
-- statement:
ALTER TABLE users ENABLE TRIGGER USER;

-- case: disable-all-with-foreign-key
-- statement:
ALTER TABLE keyed DISABLE TRIGGER ALL;

-- case: disable-user-with-foreign-key
-- statement:
ALTER TABLE keyed DISABLE TRIGGER USER;

-- case: rename-with-inheritance-children
-- setup:
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE people (id int, name text);
CREATE TABLE members (since date) INHERITS (people);
INSERT INTO members SELECT g, 'm' || g, now() FROM generate_series(1, 2000) g;
CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE PROCEDURE touch();
-- statement:
ALTER TRIGGER touched ON people RENAME TO changed;

-- case: drop-with-inheritance-children
-- statement:
DROP TRIGGER touched ON people;

-- case: child-has-no-clone
-- statement:
DROP TRIGGER touched ON members;

-- case: attach-clone-to-inheritance-child
-- statement:
ALTER TABLE members NO INHERIT people;
DROP TRIGGER IF EXISTS touched ON members;
