-- One case for each entry of the page's reference: what a command does, in
-- its plainest form. The name is its place: the command, then the form.

-- case: select/plain
-- setup:
CREATE TABLE customers (id bigint PRIMARY KEY, email text, name varchar(40));
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    note varchar(20),
    total int,
    code text,
    shipped date,
    placed timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT orders_total_check CHECK (total >= 0),
    CONSTRAINT orders_shipped_proof CHECK (shipped IS NOT NULL),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id)
);
CREATE INDEX orders_note_idx ON orders (note);
CREATE UNIQUE INDEX orders_code_idx ON orders (code);
ALTER TABLE orders ADD CONSTRAINT orders_total_small CHECK (total < 1000000) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_again_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
CREATE VIEW order_notes AS SELECT id, note FROM orders;
CREATE MATERIALIZED VIEW order_totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
CREATE UNIQUE INDEX order_totals_key ON order_totals (customer_id);
CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE events_2026 (id bigint NOT NULL, at date NOT NULL, kind text);
CREATE TABLE events_proved (id bigint NOT NULL, at date NOT NULL, kind text, CHECK (at >= '2027-01-01' AND at < '2028-01-01'));
CREATE SEQUENCE order_numbers;
CREATE TYPE status AS ENUM ('open', 'paid');
CREATE DOMAIN amount AS int;
CREATE TABLE bills (id int, due amount, state status);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY orders_all ON orders USING (true);
CREATE STATISTICS orders_stat ON note, total FROM orders;
CREATE SCHEMA archive;
INSERT INTO customers SELECT g, 'c' || g, 'n' || g FROM generate_series(1, 3000) g;
INSERT INTO customers VALUES (5000, 'nobody', 'n');
INSERT INTO orders SELECT g, g % 3000 + 1, 'n' || g, g % 900, 'c' || g, '2024-05-05' FROM generate_series(1, 6000) g;
INSERT INTO events SELECT g, date '2024-01-01' + g % 700, 'k' FROM generate_series(1, 6000) g;
INSERT INTO events_2026 SELECT g, date '2026-01-01' + g % 300, 'k' FROM generate_series(1, 3000) g;
INSERT INTO events_proved SELECT g, date '2027-01-01' + g % 300, 'k' FROM generate_series(1, 3000) g;
INSERT INTO bills SELECT g, g, 'open' FROM generate_series(1, 3000) g;
REFRESH MATERIALIZED VIEW order_totals;
-- statement:
SELECT * FROM orders WHERE id = 1;

-- case: select/for-update
-- statement:
SELECT * FROM orders WHERE id = 1 FOR UPDATE;

-- case: insert/plain
-- statement:
INSERT INTO orders (id, customer_id, shipped) VALUES (100000, 1, '2024-06-06');

-- case: update/with-key
-- statement:
UPDATE orders SET note = 'x' WHERE id = 1;

-- case: update/all-rows
-- statement:
UPDATE orders SET note = 'x';

-- case: delete/with-key
-- statement:
DELETE FROM orders WHERE id = 1;

-- case: delete/referenced-table
-- statement:
DELETE FROM customers WHERE id = 5000;

-- case: truncate/plain
-- statement:
TRUNCATE orders;

-- case: truncate/cascade
-- statement:
TRUNCATE customers CASCADE;

-- case: lock-table/plain
-- statement:
LOCK TABLE orders;

-- case: lock-table/share
-- statement:
LOCK TABLE orders IN SHARE MODE;

-- case: create-table/plain
-- statement:
CREATE TABLE parcels (id bigint PRIMARY KEY, weight int);

-- case: create-table/references
-- statement:
CREATE TABLE parcels (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));

-- case: create-table/partition-of
-- statement:
CREATE TABLE events_2028 PARTITION OF events FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');

-- case: create-table/as-select
-- statement:
CREATE TABLE copied AS SELECT * FROM orders;

-- case: create-table/like
-- statement:
CREATE TABLE copied (LIKE orders INCLUDING ALL);

-- case: drop-table/plain
-- statement:
DROP TABLE orders CASCADE;

-- case: drop-table/partition
-- statement:
DROP TABLE events_2024;

-- case: alter-table/add-column
-- statement:
ALTER TABLE orders ADD COLUMN paid boolean;

-- case: alter-table/add-column-constant-default
-- statement:
ALTER TABLE orders ADD COLUMN paid boolean NOT NULL DEFAULT false;

-- case: alter-table/add-column-stable-default
-- statement:
ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT now();

-- case: alter-table/add-column-volatile-default
-- statement:
ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT clock_timestamp();

-- case: alter-table/add-column-serial
-- statement:
ALTER TABLE orders ADD COLUMN number serial;

-- case: alter-table/add-column-identity
-- statement:
ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;

-- case: alter-table/add-column-generated-stored
-- statement:
ALTER TABLE orders ADD COLUMN doubled int GENERATED ALWAYS AS (total * 2) STORED;

-- case: alter-table/add-column-generated-virtual
-- statement:
ALTER TABLE orders ADD COLUMN doubled int GENERATED ALWAYS AS (total * 2) VIRTUAL;

-- case: alter-table/add-column-references
-- statement:
ALTER TABLE orders ADD COLUMN payer bigint REFERENCES customers (id);

-- case: alter-table/add-column-unique
-- statement:
ALTER TABLE orders ADD COLUMN slug text UNIQUE;

-- case: alter-table/add-column-check
-- statement:
ALTER TABLE orders ADD COLUMN weight int CHECK (weight > 0);

-- case: alter-table/drop-column
-- statement:
ALTER TABLE orders DROP COLUMN total CASCADE;

-- case: alter-table/rename-column
-- statement:
ALTER TABLE orders RENAME COLUMN total TO amount;

-- case: alter-table/rename
-- statement:
ALTER TABLE orders RENAME TO purchases;

-- case: alter-table/set-schema
-- statement:
ALTER TABLE orders SET SCHEMA archive;

-- case: alter-table/set-default
-- statement:
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 0;

-- case: alter-table/drop-default
-- statement:
ALTER TABLE orders ALTER COLUMN placed DROP DEFAULT;

-- case: alter-table/set-not-null
-- statement:
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;

-- case: alter-table/set-not-null-proved
-- statement:
ALTER TABLE orders ALTER COLUMN shipped SET NOT NULL;

-- case: alter-table/add-not-null-not-valid
-- statement:
ALTER TABLE orders ADD CONSTRAINT orders_total_not_null NOT NULL total NOT VALID;

-- case: alter-table/drop-not-null
-- statement:
ALTER TABLE orders ALTER COLUMN placed DROP NOT NULL;

-- case: alter-table/type-wider-varchar
-- statement:
ALTER TABLE customers ALTER COLUMN name TYPE varchar(80);

-- case: alter-table/type-varchar-to-text
-- statement:
ALTER TABLE customers ALTER COLUMN name TYPE text;

-- case: alter-table/type-narrower-varchar
-- statement:
ALTER TABLE customers ALTER COLUMN name TYPE varchar(30);

-- case: alter-table/type-int-to-bigint
-- statement:
ALTER TABLE bills ALTER COLUMN id TYPE bigint;

-- case: alter-table/type-indexed-column
-- statement:
ALTER TABLE orders ALTER COLUMN code TYPE varchar(30);

-- case: alter-table/set-statistics
-- statement:
ALTER TABLE orders ALTER COLUMN note SET STATISTICS 500;

-- case: alter-table/set-storage
-- statement:
ALTER TABLE orders ALTER COLUMN code SET STORAGE EXTERNAL;

-- case: alter-table/add-check
-- statement:
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);

-- case: alter-table/add-check-not-valid
-- statement:
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;

-- case: alter-table/add-foreign-key
-- statement:
ALTER TABLE orders ADD CONSTRAINT again FOREIGN KEY (customer_id) REFERENCES customers (id);

-- case: alter-table/add-foreign-key-not-valid
-- statement:
ALTER TABLE orders ADD CONSTRAINT again FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- case: alter-table/validate-check
-- statement:
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_small;

-- case: alter-table/validate-foreign-key
-- statement:
ALTER TABLE orders VALIDATE CONSTRAINT orders_again_fkey;

-- case: alter-table/add-unique
-- statement:
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code);

-- case: alter-table/add-unique-using-index
-- statement:
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_idx;

-- case: alter-table/add-primary-key
-- statement:
ALTER TABLE bills ADD PRIMARY KEY (id);

-- case: alter-table/add-exclude
-- statement:
ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING btree (code WITH =);

-- case: alter-table/drop-constraint-check
-- statement:
ALTER TABLE orders DROP CONSTRAINT orders_total_check;

-- case: alter-table/drop-constraint-foreign-key
-- statement:
ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey;

-- case: alter-table/rename-constraint
-- statement:
ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO positive;

-- case: alter-table/attach-partition
-- statement:
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- case: alter-table/attach-partition-proved
-- statement:
ALTER TABLE events ATTACH PARTITION events_proved FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

-- case: alter-table/detach-partition
-- statement:
ALTER TABLE events DETACH PARTITION events_2024;

-- case: alter-table/detach-partition-concurrently
-- statement:
ALTER TABLE events DETACH PARTITION events_2024 CONCURRENTLY;

-- case: alter-table/disable-trigger
-- statement:
ALTER TABLE orders DISABLE TRIGGER orders_touch;

-- case: alter-table/enable-row-level-security
-- statement:
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;

-- case: alter-table/set-storage-parameter
-- statement:
ALTER TABLE orders SET (fillfactor = 70);

-- case: alter-table/set-logged
-- statement:
ALTER TABLE orders SET UNLOGGED;

-- case: alter-table/set-tablespace
-- statement:
ALTER TABLE orders SET TABLESPACE lockstep_space;

-- case: alter-table/cluster-on
-- statement:
ALTER TABLE orders CLUSTER ON orders_pkey;

-- case: alter-table/replica-identity
-- statement:
ALTER TABLE orders REPLICA IDENTITY FULL;

-- case: alter-table/owner-to
-- statement:
ALTER TABLE orders OWNER TO CURRENT_USER;

-- case: create-index/plain
-- statement:
CREATE INDEX ON orders (placed);

-- case: create-index/concurrently
-- statement:
CREATE INDEX CONCURRENTLY ON orders (placed);

-- case: create-index/partitioned
-- statement:
CREATE INDEX ON events (kind);

-- case: create-index/only-partitioned
-- statement:
CREATE INDEX ON ONLY events (kind);

-- case: drop-index/plain
-- statement:
DROP INDEX orders_note_idx;

-- case: drop-index/concurrently
-- statement:
DROP INDEX CONCURRENTLY orders_note_idx;

-- case: alter-index/rename
-- statement:
ALTER INDEX orders_note_idx RENAME TO orders_by_note;

-- case: reindex/index
-- statement:
REINDEX INDEX orders_note_idx;

-- case: reindex/index-concurrently
-- statement:
REINDEX INDEX CONCURRENTLY orders_note_idx;

-- case: reindex/table
-- statement:
REINDEX TABLE orders;

-- case: reindex/table-concurrently
-- statement:
REINDEX TABLE CONCURRENTLY orders;

-- case: cluster/plain
-- statement:
CLUSTER orders USING orders_pkey;

-- case: vacuum/plain
-- statement:
VACUUM orders;

-- case: vacuum/full
-- statement:
VACUUM FULL orders;

-- case: analyze/plain
-- statement:
ANALYZE orders;

-- case: create-view/plain
-- statement:
CREATE VIEW cheap AS SELECT id FROM orders WHERE total < 10;

-- case: create-view/or-replace
-- statement:
CREATE OR REPLACE VIEW order_notes AS SELECT id, note FROM orders WHERE total > 0;

-- case: drop-view/plain
-- statement:
DROP VIEW order_notes;

-- case: create-materialized-view/plain
-- statement:
CREATE MATERIALIZED VIEW by_note AS SELECT note, count(*) FROM orders GROUP BY note;

-- case: refresh-materialized-view/plain
-- statement:
REFRESH MATERIALIZED VIEW order_totals;

-- case: refresh-materialized-view/concurrently
-- statement:
REFRESH MATERIALIZED VIEW CONCURRENTLY order_totals;

-- case: create-trigger/plain
-- statement:
CREATE TRIGGER orders_again AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();

-- case: drop-trigger/plain
-- statement:
DROP TRIGGER orders_touch ON orders;

-- case: create-policy/plain
-- statement:
CREATE POLICY own ON orders USING (customer_id = 1);

-- case: drop-policy/plain
-- statement:
DROP POLICY orders_all ON orders;

-- case: create-rule/plain
-- statement:
CREATE RULE no_delete AS ON DELETE TO orders DO INSTEAD NOTHING;

-- case: create-statistics/plain
-- statement:
CREATE STATISTICS more_stat ON note, code FROM orders;

-- case: comment/on-table
-- statement:
COMMENT ON TABLE orders IS 'What was ordered.';

-- case: comment/on-column
-- statement:
COMMENT ON COLUMN orders.total IS 'In cents.';

-- case: grant/on-table
-- statement:
GRANT SELECT ON orders TO PUBLIC;

-- case: create-sequence/plain
-- statement:
CREATE SEQUENCE more_numbers;

-- case: alter-sequence/restart
-- statement:
ALTER SEQUENCE order_numbers RESTART WITH 5000;

-- case: alter-sequence/owned-by
-- statement:
ALTER SEQUENCE order_numbers OWNED BY orders.id;

-- case: alter-type/add-value
-- statement:
ALTER TYPE status ADD VALUE 'refunded';

-- case: alter-type/rename-value
-- statement:
ALTER TYPE status RENAME VALUE 'paid' TO 'settled';

-- case: alter-domain/add-check
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE >= 0);

-- case: alter-domain/add-check-not-valid
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE >= 0) NOT VALID;

-- case: create-function/plain
-- statement:
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';

-- case: create-publication/for-table
-- statement:
CREATE PUBLICATION changes FOR TABLE orders;

-- case: drop-schema/cascade
-- statement:
DROP SCHEMA archive CASCADE;
