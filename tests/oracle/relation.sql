-- Indexes, views, sequences and foreign tables, and the clauses of CREATE TABLE.

-- case: index-set-statistics
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_lower_idx ON users (lower(email));
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
CREATE VIEW people AS SELECT id, email FROM users;
CREATE MATERIALIZED VIEW counted AS SELECT id, email FROM users;
CREATE UNIQUE INDEX counted_id_idx ON counted (id);
CREATE SEQUENCE numbers;
CREATE SCHEMA other;
-- statement:
ALTER INDEX users_lower_idx ALTER COLUMN 1 SET STATISTICS 500;

-- case: index-set-statistics-default
-- statement:
ALTER INDEX users_lower_idx ALTER COLUMN 1 SET STATISTICS DEFAULT;

-- case: index-set
-- statement:
ALTER INDEX users_lower_idx SET (fillfactor = 70);

-- case: index-reset
-- statement:
ALTER INDEX users_lower_idx RESET (fillfactor);

-- case: index-set-tablespace-same
-- statement:
ALTER INDEX users_lower_idx SET TABLESPACE pg_default;

-- case: index-depends
-- statement:
ALTER INDEX users_lower_idx DEPENDS ON EXTENSION plpgsql;

-- case: index-no-depends
-- statement:
ALTER INDEX users_lower_idx NO DEPENDS ON EXTENSION plpgsql;

-- case: index-owner
-- statement:
ALTER INDEX users_lower_idx OWNER TO CURRENT_USER;

-- case: view-set-default
-- statement:
ALTER VIEW people ALTER COLUMN email SET DEFAULT 'x';

-- case: view-drop-default
-- statement:
ALTER VIEW people ALTER COLUMN email DROP DEFAULT;

-- case: view-set
-- statement:
ALTER VIEW people SET (security_barrier = true);

-- case: view-set-check-option
-- statement:
ALTER VIEW people SET (check_option = local);

-- case: view-security-invoker
-- statement:
ALTER VIEW people SET (security_invoker = true);

-- case: view-reset
-- statement:
ALTER VIEW people RESET (security_barrier);

-- case: view-owner
-- statement:
ALTER VIEW people OWNER TO CURRENT_USER;

-- case: view-set-schema
-- statement:
ALTER VIEW people SET SCHEMA other;

-- case: view-rename-column
-- statement:
ALTER VIEW people RENAME COLUMN email TO address;

-- case: view-add-column
-- statement:
ALTER VIEW people ADD COLUMN age int;

-- case: view-set-not-null
-- statement:
ALTER VIEW people ALTER COLUMN email SET NOT NULL;

-- case: view-set-statistics
-- statement:
ALTER VIEW people ALTER COLUMN email SET STATISTICS 50;

-- case: view-set-storage
-- statement:
ALTER VIEW people ALTER COLUMN email SET STORAGE EXTERNAL;

-- case: view-column-parameters
-- statement:
ALTER VIEW people ALTER COLUMN email SET (n_distinct = 5);

-- case: view-type
-- statement:
ALTER VIEW people ALTER COLUMN email TYPE varchar;

-- case: view-drop-column
-- statement:
ALTER VIEW people DROP COLUMN email;

-- case: view-add-check
-- statement:
ALTER VIEW people ADD CHECK (id > 0);

-- case: view-enable-trigger
-- statement:
ALTER VIEW people ENABLE TRIGGER ALL;

-- case: view-row-security
-- statement:
ALTER VIEW people ENABLE ROW LEVEL SECURITY;

-- case: view-replica-identity
-- statement:
ALTER VIEW people REPLICA IDENTITY FULL;

-- case: view-set-logged
-- statement:
ALTER VIEW people SET LOGGED;

-- case: view-cluster
-- statement:
ALTER VIEW people SET WITHOUT CLUSTER;

-- case: view-tablespace
-- statement:
ALTER VIEW people SET TABLESPACE pg_default;

-- case: view-inherit
-- statement:
ALTER VIEW people INHERIT users;

-- case: view-options
-- statement:
ALTER VIEW people OPTIONS (a 'x');

-- case: materialized-view-add-column
-- statement:
ALTER MATERIALIZED VIEW counted ADD COLUMN age int;

-- case: materialized-view-set-default
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email SET DEFAULT 1;

-- case: materialized-view-set-not-null
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email SET NOT NULL;

-- case: materialized-view-add-check
-- statement:
ALTER MATERIALIZED VIEW counted ADD CHECK (id > 0);

-- case: materialized-view-enable-trigger
-- statement:
ALTER MATERIALIZED VIEW counted ENABLE TRIGGER ALL;

-- case: materialized-view-row-security
-- statement:
ALTER MATERIALIZED VIEW counted ENABLE ROW LEVEL SECURITY;

-- case: materialized-view-replica-identity
-- statement:
ALTER MATERIALIZED VIEW counted REPLICA IDENTITY FULL;

-- case: materialized-view-column-parameters
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email SET (n_distinct = 5);

-- case: materialized-view-compression
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email SET COMPRESSION pglz;

-- case: materialized-view-without-cluster
-- statement:
ALTER MATERIALIZED VIEW counted SET WITHOUT CLUSTER;

-- case: materialized-view-tablespace-same
-- statement:
ALTER MATERIALIZED VIEW counted SET TABLESPACE pg_default;

-- case: materialized-view-access-method-same
-- statement:
ALTER MATERIALIZED VIEW counted SET ACCESS METHOD heap;

-- case: materialized-view-owner
-- statement:
ALTER MATERIALIZED VIEW counted OWNER TO CURRENT_USER;

-- case: materialized-view-inherit
-- statement:
ALTER MATERIALIZED VIEW counted INHERIT users;

-- case: materialized-view-no-depends
-- statement:
ALTER MATERIALIZED VIEW counted NO DEPENDS ON EXTENSION plpgsql;

-- case: view-rule
-- statement:
ALTER VIEW people ENABLE RULE "_RETURN";

-- case: materialized-view-rule
-- statement:
ALTER MATERIALIZED VIEW counted ENABLE RULE "_RETURN";

-- case: view-validate
-- statement:
ALTER VIEW people VALIDATE CONSTRAINT nothing;

-- case: materialized-view-validate
-- statement:
ALTER MATERIALIZED VIEW counted VALIDATE CONSTRAINT nothing;

-- case: view-drop-constraint
-- statement:
ALTER VIEW people DROP CONSTRAINT nothing;

-- case: materialized-view-drop-constraint
-- statement:
ALTER MATERIALIZED VIEW counted DROP CONSTRAINT nothing;

-- case: view-alter-constraint
-- statement:
ALTER VIEW people ALTER CONSTRAINT nothing DEFERRABLE;

-- case: materialized-view-alter-constraint
-- statement:
ALTER MATERIALIZED VIEW counted ALTER CONSTRAINT nothing DEFERRABLE;

-- case: view-not-of
-- statement:
ALTER VIEW people NOT OF;

-- case: materialized-view-not-of
-- statement:
ALTER MATERIALIZED VIEW counted NOT OF;

-- case: view-no-inherit
-- statement:
ALTER VIEW people NO INHERIT users;

-- case: materialized-view-no-inherit
-- statement:
ALTER MATERIALIZED VIEW counted NO INHERIT users;

-- case: view-access-method-default
-- statement:
ALTER VIEW people SET ACCESS METHOD DEFAULT;

-- case: materialized-view-access-method-default
-- statement:
ALTER MATERIALIZED VIEW counted SET ACCESS METHOD DEFAULT;

-- case: view-without-oids
-- statement:
ALTER VIEW people SET WITHOUT OIDS;

-- case: materialized-view-without-oids
-- statement:
ALTER MATERIALIZED VIEW counted SET WITHOUT OIDS;

-- case: view-unlogged
-- statement:
ALTER VIEW people SET UNLOGGED;

-- case: materialized-view-unlogged
-- statement:
ALTER MATERIALIZED VIEW counted SET UNLOGGED;

-- case: view-drop-not-null
-- statement:
ALTER VIEW people ALTER COLUMN email DROP NOT NULL;

-- case: materialized-view-drop-not-null
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email DROP NOT NULL;

-- case: view-column-compression
-- statement:
ALTER VIEW people ALTER COLUMN email SET COMPRESSION pglz;

-- case: materialized-view-column-compression
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email SET COMPRESSION pglz;

-- case: view-add-identity
-- statement:
ALTER VIEW people ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: materialized-view-add-identity
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: view-restart
-- statement:
ALTER VIEW people ALTER COLUMN id RESTART;

-- case: materialized-view-restart
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN id RESTART;

-- case: view-drop-identity
-- statement:
ALTER VIEW people ALTER COLUMN id DROP IDENTITY;

-- case: materialized-view-drop-identity
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN id DROP IDENTITY;

-- case: view-set-expression
-- statement:
ALTER VIEW people ALTER COLUMN id SET EXPRESSION AS (1);

-- case: materialized-view-set-expression
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN id SET EXPRESSION AS (1);

-- case: view-drop-expression
-- statement:
ALTER VIEW people ALTER COLUMN id DROP EXPRESSION;

-- case: materialized-view-drop-expression
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN id DROP EXPRESSION;

-- case: view-foreign-options
-- statement:
ALTER VIEW people ALTER COLUMN id OPTIONS (a 'x');

-- case: materialized-view-foreign-options
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN id OPTIONS (a 'x');

-- case: view-numbered
-- statement:
ALTER VIEW people ALTER COLUMN 1 SET STATISTICS 5;

-- case: materialized-view-numbered
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN 1 SET STATISTICS 5;

-- case: materialized-view-set
-- statement:
ALTER MATERIALIZED VIEW counted SET (fillfactor = 70);

-- case: materialized-view-set-storage
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email SET STORAGE EXTERNAL;

-- case: materialized-view-statistics
-- statement:
ALTER MATERIALIZED VIEW counted ALTER COLUMN email SET STATISTICS 50;

-- case: materialized-view-cluster-on
-- statement:
ALTER MATERIALIZED VIEW counted CLUSTER ON counted_id_idx;

-- case: materialized-view-depends
-- statement:
ALTER MATERIALIZED VIEW counted DEPENDS ON EXTENSION plpgsql;

-- case: materialized-view-set-schema
-- statement:
ALTER MATERIALIZED VIEW counted SET SCHEMA other;

-- case: materialized-view-rename-column
-- statement:
ALTER MATERIALIZED VIEW counted RENAME email TO address;

-- case: materialized-view-set-unlogged
-- statement:
ALTER MATERIALIZED VIEW counted SET UNLOGGED;

-- case: sequence-restart
-- statement:
ALTER SEQUENCE numbers RESTART WITH 1000;

-- case: sequence-options
-- statement:
ALTER SEQUENCE numbers INCREMENT BY 5 MAXVALUE 100000 CACHE 10 CYCLE;

-- case: sequence-as
-- statement:
ALTER SEQUENCE numbers AS int;

-- case: sequence-owned-by
-- statement:
ALTER SEQUENCE numbers OWNED BY users.id;

-- case: sequence-owned-by-none
-- statement:
ALTER SEQUENCE numbers OWNED BY NONE;

-- case: sequence-owner
-- statement:
ALTER SEQUENCE numbers OWNER TO CURRENT_USER;

-- case: sequence-rename
-- statement:
ALTER SEQUENCE numbers RENAME TO figures;

-- case: sequence-set-schema
-- statement:
ALTER SEQUENCE numbers SET SCHEMA other;

-- case: sequence-set-unlogged
-- statement:
ALTER SEQUENCE numbers SET UNLOGGED;

-- case: sequence-set-logged
-- statement:
ALTER SEQUENCE numbers SET LOGGED;

-- case: create-unlogged-sequence
-- statement:
CREATE UNLOGGED SEQUENCE fresh START WITH 5;

-- case: create-sequence-owned
-- statement:
CREATE SEQUENCE fresh OWNED BY users.id;

-- case: move-all-same
-- statement:
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;

-- case: index-attach-partition
-- setup:
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO events SELECT g, date '2024-01-01' + g % 300 FROM generate_series(1, 8000) g;
CREATE INDEX events_at_idx ON ONLY events (at);
CREATE INDEX part_at_idx ON events_2024 (at);
CREATE INDEX part_id_idx ON events_2024 (id);
-- statement:
ALTER INDEX events_at_idx ATTACH PARTITION part_at_idx;

-- case: index-attach-partition-mismatch
-- statement:
ALTER INDEX events_at_idx ATTACH PARTITION part_id_idx;

-- case: partitioned-index-set
-- statement:
ALTER INDEX events_at_idx SET (fillfactor = 70);

-- case: foreign-options
-- setup:
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE lines (line text OPTIONS (force_not_null 'false')) SERVER files OPTIONS (filename '/dev/null');
-- statement:
ALTER FOREIGN TABLE lines OPTIONS (SET filename '/dev/zero');

-- case: foreign-column-options
-- statement:
ALTER FOREIGN TABLE lines ALTER COLUMN line OPTIONS (SET force_not_null 'true');

-- case: foreign-add-column
-- statement:
ALTER FOREIGN TABLE lines ADD COLUMN number int;

-- case: foreign-set-default
-- statement:
ALTER FOREIGN TABLE lines ALTER COLUMN line SET DEFAULT 'x';

-- case: foreign-set-statistics
-- statement:
ALTER FOREIGN TABLE lines ALTER COLUMN line SET STATISTICS 50;

-- case: foreign-rename
-- statement:
ALTER FOREIGN TABLE lines RENAME COLUMN line TO text_line;

-- case: create-foreign-table
-- statement:
CREATE FOREIGN TABLE other (line text) SERVER files OPTIONS (filename '/dev/null');

-- case: create-storage
-- setup:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
CREATE TABLE events (id bigint, at date) PARTITION BY HASH (id);
CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- statement:
CREATE TABLE fresh (id int, note text STORAGE EXTERNAL);

-- case: create-compression
-- statement:
CREATE TABLE fresh (id int, note text COMPRESSION pglz);

-- case: create-using
-- statement:
CREATE TABLE fresh (id int) USING heap;

-- case: create-on-commit
-- statement:
CREATE TEMP TABLE fresh (id int) ON COMMIT DELETE ROWS;

-- case: create-without-oids
-- statement:
CREATE TABLE fresh (id int) WITHOUT OIDS;

-- case: create-nulls-not-distinct
-- statement:
CREATE TABLE fresh (id int UNIQUE NULLS NOT DISTINCT);

-- case: create-check-deferrable
-- statement:
CREATE TABLE fresh (id int CHECK (id > 0) DEFERRABLE);

-- case: create-table-check-deferrable
-- statement:
CREATE TABLE fresh (id int, CHECK (id > 0) DEFERRABLE);

-- case: create-without-overlaps
-- statement:
CREATE TABLE fresh (id int4range, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));

-- case: create-foreign-key-set-null-columns
-- statement:
CREATE TABLE fresh (id int, user_id bigint, FOREIGN KEY (user_id) REFERENCES users ON DELETE SET NULL (user_id));

-- case: create-foreign-key-not-enforced
-- statement:
CREATE TABLE fresh (id int, user_id bigint REFERENCES users NOT ENFORCED);

-- case: create-hash-partition
-- statement:
CREATE TABLE events_1 PARTITION OF events FOR VALUES WITH (MODULUS 4, REMAINDER 1);

-- case: create-partition-identity
-- statement:
CREATE TABLE fresh (id int GENERATED ALWAYS AS IDENTITY, at date) PARTITION BY RANGE (at);

-- case: create-not-null-no-inherit
-- statement:
CREATE TABLE fresh (id int NOT NULL NO INHERIT);

-- case: create-exclude-partitioned
-- statement:
CREATE TABLE fresh (id int, at date, EXCLUDE USING btree (at WITH =)) PARTITION BY RANGE (at);

-- case: create-index-parameters
-- statement:
CREATE INDEX users_all ON users (email COLLATE "C" text_pattern_ops DESC NULLS LAST) WITH (fillfactor = 70);

-- case: create-index-operator-class-parameters
-- statement:
CREATE INDEX users_all ON users USING gist (to_tsvector('simple', email) tsvector_ops (siglen = 100));
