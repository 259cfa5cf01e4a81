-- Rules, policies, statistics, functions, schemas, extensions, privileges, comments.

-- case: rule-create
-- setup:
CREATE SCHEMA app;
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int);
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE app.notes (id int PRIMARY KEY);
CREATE VIEW emails AS SELECT email FROM users;
CREATE SEQUENCE numbers;
CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';
CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamp BEFORE INSERT ON users FOR EACH ROW EXECUTE PROCEDURE fires();
CREATE POLICY mine ON users USING (age > 1);
CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;
CREATE STATISTICS both_of ON id, age FROM users;
CREATE DOMAIN amount AS int CONSTRAINT positive CHECK (VALUE > 0);
INSERT INTO users SELECT g, 'u' || g, g % 90 FROM generate_series(1, 5000) g;
-- statement:
CREATE RULE also AS ON INSERT TO users DO ALSO INSERT INTO teams VALUES (1);

-- case: rule-create-nothing
-- statement:
CREATE RULE none AS ON UPDATE TO users DO INSTEAD NOTHING;

-- case: rule-create-two
-- statement:
CREATE RULE two AS ON UPDATE TO users DO ALSO (DELETE FROM teams; SELECT 1 FROM app.notes);

-- case: rule-create-where
-- statement:
CREATE RULE cond AS ON UPDATE TO users WHERE OLD.age > (SELECT max(id) FROM teams) DO INSTEAD NOTHING;

-- case: rule-replace
-- statement:
CREATE OR REPLACE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;

-- case: rule-rename
-- statement:
ALTER RULE keep ON users RENAME TO kept;

-- case: rule-drop
-- statement:
DROP RULE keep ON users;

-- case: policy-alter
-- statement:
ALTER POLICY mine ON users USING (age > 2);

-- case: policy-alter-subquery
-- statement:
ALTER POLICY mine ON users USING (age IN (SELECT id FROM teams)) WITH CHECK (age > 0);

-- case: policy-alter-roles
-- statement:
ALTER POLICY mine ON users TO PUBLIC;

-- case: policy-rename
-- statement:
ALTER POLICY mine ON users RENAME TO ours;

-- case: policy-drop
-- statement:
DROP POLICY mine ON users;

-- case: trigger-rename
-- statement:
ALTER TRIGGER stamp ON users RENAME TO mark;

-- case: trigger-depends
-- statement:
ALTER TRIGGER stamp ON users DEPENDS ON EXTENSION plpgsql;

-- case: statistics-create
-- statement:
CREATE STATISTICS more ON id, email FROM users;

-- case: statistics-create-kinds
-- statement:
CREATE STATISTICS more (ndistinct, dependencies) ON id, email FROM users;

-- case: statistics-create-unnamed
-- statement:
CREATE STATISTICS ON id, email FROM users;

-- case: statistics-create-expression
-- statement:
CREATE STATISTICS more ON (id + age) FROM users;

-- case: statistics-create-if-not-exists
-- statement:
CREATE STATISTICS IF NOT EXISTS both_of ON id, age FROM users;

-- case: statistics-target
-- statement:
ALTER STATISTICS both_of SET STATISTICS 500;

-- case: statistics-rename
-- statement:
ALTER STATISTICS both_of RENAME TO joint;

-- case: statistics-owner
-- statement:
ALTER STATISTICS both_of OWNER TO CURRENT_USER;

-- case: statistics-schema
-- statement:
ALTER STATISTICS both_of SET SCHEMA app;

-- case: statistics-drop
-- statement:
DROP STATISTICS both_of;

-- case: function-alter
-- statement:
ALTER FUNCTION twice(int) IMMUTABLE STRICT;

-- case: function-rename
-- statement:
ALTER FUNCTION twice(int) RENAME TO double;

-- case: function-owner
-- statement:
ALTER FUNCTION twice(int) OWNER TO CURRENT_USER;

-- case: function-schema
-- statement:
ALTER FUNCTION twice(int) SET SCHEMA app;

-- case: function-depends
-- statement:
ALTER FUNCTION twice(int) DEPENDS ON EXTENSION plpgsql;

-- case: function-drop
-- statement:
DROP FUNCTION twice(int);

-- case: schema-create
-- statement:
CREATE SCHEMA extra;

-- case: schema-create-elements
-- statement:
CREATE SCHEMA extra CREATE TABLE t (id int) CREATE VIEW v AS SELECT id FROM public.users;

-- case: schema-create-references
-- statement:
CREATE SCHEMA extra CREATE TABLE t (id bigint REFERENCES public.users);

-- case: schema-rename
-- statement:
ALTER SCHEMA app RENAME TO application;

-- case: schema-owner
-- statement:
ALTER SCHEMA app OWNER TO CURRENT_USER;

-- case: schema-drop-used
-- statement:
DROP SCHEMA app;

-- case: schema-drop-cascade
-- statement:
DROP SCHEMA app CASCADE;

-- case: extension-create
-- statement:
CREATE EXTENSION citext;

-- case: extension-create-schema
-- statement:
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA app CASCADE;

-- case: extension-add-function
-- statement:
ALTER EXTENSION plpgsql ADD FUNCTION twice(int);

-- case: extension-add-table
-- statement:
ALTER EXTENSION plpgsql ADD TABLE users;

-- case: comment-constraint-on-domain
-- statement:
COMMENT ON CONSTRAINT positive ON DOMAIN amount IS 'x';

-- case: comment-function
-- statement:
COMMENT ON FUNCTION twice(int) IS 'x';

-- case: comment-trigger
-- statement:
COMMENT ON TRIGGER stamp ON users IS 'x';

-- case: comment-policy
-- statement:
COMMENT ON POLICY mine ON users IS 'x';

-- case: comment-rule
-- statement:
COMMENT ON RULE keep ON users IS 'x';

-- case: comment-type
-- statement:
COMMENT ON DOMAIN amount IS $$x$$;

-- case: comment-statistics
-- statement:
COMMENT ON STATISTICS both_of IS 'x';

-- case: comment-sequence
-- statement:
COMMENT ON SEQUENCE numbers IS NULL;

-- case: comment-view-column
-- statement:
COMMENT ON COLUMN emails.email IS 'x';

-- case: comment-extension
-- statement:
COMMENT ON EXTENSION plpgsql IS 'x';

-- case: grant-select
-- statement:
GRANT SELECT ON TABLE users, teams TO PUBLIC;

-- case: grant-view
-- statement:
GRANT SELECT ON emails TO PUBLIC;

-- case: grant-sequence
-- statement:
GRANT USAGE ON SEQUENCE numbers TO PUBLIC;

-- case: grant-columns
-- statement:
GRANT SELECT (email), UPDATE (email, age) ON users TO PUBLIC;

-- case: grant-function
-- statement:
GRANT EXECUTE ON FUNCTION twice(int) TO PUBLIC;

-- case: grant-type
-- statement:
GRANT USAGE ON DOMAIN amount TO PUBLIC;

-- case: grant-schema
-- statement:
GRANT USAGE, CREATE ON SCHEMA app TO PUBLIC;

-- case: grant-database
-- statement:
GRANT CONNECT ON DATABASE postgres TO PUBLIC;

-- case: grant-language
-- statement:
GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC;

-- case: grant-all-sequences
-- statement:
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO PUBLIC;

-- case: grant-all-functions
-- statement:
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO PUBLIC;

-- case: grant-role
-- statement:
GRANT pg_read_all_settings TO pg_monitor;

-- case: revoke-all
-- statement:
REVOKE ALL PRIVILEGES ON TABLE users FROM PUBLIC CASCADE;

-- case: revoke-grant-option
-- statement:
REVOKE GRANT OPTION FOR SELECT ON users FROM PUBLIC;

-- case: security-label
-- statement:
SECURITY LABEL ON TABLE users IS 'secret';

-- case: drop-cast-missing
-- statement:
DROP CAST IF EXISTS (int AS circle);

-- case: drop-aggregate-missing
-- statement:
DROP AGGREGATE IF EXISTS nope(int);

-- case: drop-operator-missing
-- statement:
DROP OPERATOR IF EXISTS public.@@@@ (int, int);

-- case: drop-extension-missing
-- statement:
DROP EXTENSION IF EXISTS nope;

-- case: drop-publication-missing
-- statement:
DROP PUBLICATION IF EXISTS nope;
