-- ATTACH PARTITION: which rows are read again, and what has to fit.

-- case: list-check-in
-- setup:
CREATE TABLE orders (id int, state text) PARTITION BY LIST (state);
CREATE TABLE fresh (id int, state text NOT NULL, CHECK (state IN ('new', 'paid')));
INSERT INTO fresh SELECT g, 'paid' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN ('new', 'paid', 'sent');

-- case: list-check-in-too-wide
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN ('paid', 'sent');

-- case: list-check-or
-- setup:
CREATE TABLE orders (id int, state varchar(20)) PARTITION BY LIST (state);
CREATE TABLE fresh (id int, state varchar(20), CHECK (state = 'new' OR state = 'paid'), CHECK (NOT (state IS NULL)));
INSERT INTO fresh SELECT g, 'paid' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN ('new', 'paid');

-- case: list-with-null
-- setup:
CREATE TABLE orders (id int, state text) PARTITION BY LIST (state);
CREATE TABLE fresh (id int, state text, CHECK (state IS NULL OR state = 'new'));
INSERT INTO fresh SELECT g, 'new' FROM generate_series(1, 5000) g;
CREATE TABLE empty_ones (id int, state text, CHECK (state IS NULL));
INSERT INTO empty_ones SELECT g, NULL FROM generate_series(1, 5000) g;
CREATE TABLE unchecked (id int, state text, CHECK (state = 'new'));
INSERT INTO unchecked SELECT g, 'new' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN ('new', NULL);

-- case: list-of-null
-- statement:
ALTER TABLE orders ATTACH PARTITION empty_ones FOR VALUES IN (NULL);

-- case: list-with-null-check-without
-- statement:
ALTER TABLE orders ATTACH PARTITION unchecked FOR VALUES IN (NULL, 'new');

-- case: list-single-value-not-equal
-- setup:
CREATE TABLE orders (id int, active boolean) PARTITION BY LIST (active);
CREATE TABLE fresh (id int, active boolean NOT NULL, CHECK (active = true));
INSERT INTO fresh SELECT g, true FROM generate_series(1, 5000) g;
CREATE TABLE plain (id int, active boolean NOT NULL, CHECK (active));
INSERT INTO plain SELECT g, true FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN (true);

-- case: list-boolean-bare
-- statement:
ALTER TABLE orders ATTACH PARTITION plain FOR VALUES IN (true);

-- case: range-check-between
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id BETWEEN 1000 AND 9999));
INSERT INTO fresh SELECT 1000 + g, now() FROM generate_series(1, 5000) g;
CREATE TABLE one (id int NOT NULL, at date, CHECK (id = 1500));
INSERT INTO one SELECT 1500, now() FROM generate_series(1, 5000) g;
CREATE TABLE few (id int NOT NULL, at date, CHECK (id IN (1500, 1600)));
INSERT INTO few SELECT 1500, now() FROM generate_series(1, 5000) g;
CREATE TABLE halves (id int NOT NULL, at date, CONSTRAINT low CHECK (id >= 1000), CONSTRAINT high CHECK (9999 >= id));
INSERT INTO halves SELECT 1000 + g, now() FROM generate_series(1, 5000) g;
CREATE TABLE decimals (id int NOT NULL, at date, CHECK (id >= 1000.0 AND id < 9999.0));
INSERT INTO decimals SELECT 1000 + g, now() FROM generate_series(1, 5000) g;
CREATE TABLE unvalidated (id int NOT NULL, at date);
INSERT INTO unvalidated SELECT 1000 + g, now() FROM generate_series(1, 5000) g;
ALTER TABLE unvalidated ADD CONSTRAINT later CHECK (id >= 1000 AND id < 9999) NOT VALID;
CREATE TABLE functions (id int NOT NULL, at date, CHECK (abs(id) >= 1000 AND id < 9999));
INSERT INTO functions SELECT 1000 + g, now() FROM generate_series(1, 5000) g;
CREATE TABLE cast_ones (id int NOT NULL, at date, CHECK (id >= 1000::bigint AND id < '9999'::int));
INSERT INTO cast_ones SELECT 1000 + g, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (1000) TO (10000);

-- case: range-check-between-touches
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (1001) TO (10000);

-- case: range-check-equal
-- statement:
ALTER TABLE orders ATTACH PARTITION one FOR VALUES FROM (1000) TO (10000);

-- case: range-check-in
-- statement:
ALTER TABLE orders ATTACH PARTITION few FOR VALUES FROM (1000) TO (10000);

-- case: range-two-checks
-- statement:
ALTER TABLE orders ATTACH PARTITION halves FOR VALUES FROM (1000) TO (10000);

-- case: range-check-of-another-type
-- statement:
ALTER TABLE orders ATTACH PARTITION decimals FOR VALUES FROM (1000) TO (10000);

-- case: range-check-not-valid
-- statement:
ALTER TABLE orders ATTACH PARTITION unvalidated FOR VALUES FROM (1000) TO (10000);

-- case: range-check-function
-- statement:
ALTER TABLE orders ATTACH PARTITION functions FOR VALUES FROM (1000) TO (10000);

-- case: range-check-casts
-- statement:
ALTER TABLE orders ATTACH PARTITION cast_ones FOR VALUES FROM (1000) TO (10000);

-- case: range-to-maxvalue
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (1000) TO (MAXVALUE);

-- case: range-all
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (MINVALUE) TO (MAXVALUE);

-- case: range-all-nullable
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int, at date);
INSERT INTO fresh SELECT g, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (MINVALUE) TO (MAXVALUE);

-- case: range-empty
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (10) TO (10);

-- case: range-two-columns-same-first
-- setup:
CREATE TABLE orders (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE fresh (a int NOT NULL, b int NOT NULL, CHECK (a = 1 AND b >= 10 AND b < 5500));
INSERT INTO fresh SELECT 1, 10 + g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (1, 10) TO (1, 6000);

-- case: range-two-columns
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (1, 1) TO (2, 1);

-- case: range-two-columns-minvalue
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (1, MINVALUE) TO (2, MINVALUE);

-- case: range-two-columns-unproven
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0, 1) TO (1, 100000);

-- case: range-expression-key
-- setup:
CREATE TABLE orders (id int, name text) PARTITION BY RANGE (lower(name));
CREATE TABLE fresh (id int, name text NOT NULL, CHECK (lower(name) >= 'a' AND lower(name) < 'n' AND lower(name) IS NOT NULL));
INSERT INTO fresh SELECT g, 'b' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM ('a') TO ('n');

-- case: range-dates-cast
-- setup:
CREATE TABLE orders (id bigint, at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE fresh (id bigint, at timestamptz NOT NULL, CHECK (at >= '2025-01-01'::timestamptz AND at < timestamptz '2025-02-01 00:00:00+00'));
INSERT INTO fresh SELECT g, timestamptz '2025-01-10' FROM generate_series(1, 5000) g;
-- session:
SET TimeZone = 'UTC';
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');

-- case: hash
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY HASH (id);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE orders_0 PARTITION OF orders FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE orders_3 PARTITION OF orders FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO orders SELECT g, now() FROM generate_series(1, 20000) g;
CREATE TABLE fresh (id int NOT NULL, at date);
INSERT INTO fresh SELECT * FROM orders_0;
DROP TABLE orders_0;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES WITH (MODULUS 4, REMAINDER 0);

-- case: hash-overlap
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES WITH (MODULUS 8, REMAINDER 5);

-- case: hash-modulus-no-factor
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES WITH (MODULUS 6, REMAINDER 0);

-- case: hash-remainder-too-large
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES WITH (MODULUS 4, REMAINDER 4);

-- case: hash-default
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh DEFAULT;

-- case: hash-list-bound
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN (1);

-- case: hash-range-bound
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (1) TO (2);

-- case: first-as-default
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int, at date);
INSERT INTO fresh SELECT 5000 + g, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh DEFAULT;

-- case: default-check-proves
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (1000);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (1000) TO (2000);
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id >= 2000));
INSERT INTO fresh SELECT 5000 + g, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh DEFAULT;

-- case: list-default-check-proves
-- setup:
CREATE TABLE orders (id int, state text) PARTITION BY LIST (state);
CREATE TABLE orders_new PARTITION OF orders FOR VALUES IN ('new');
CREATE TABLE orders_more PARTITION OF orders FOR VALUES IN ('paid', 'sent');
CREATE TABLE fresh (id int, state text, CHECK (state NOT IN ('new', 'paid', 'sent')));
INSERT INTO fresh SELECT g, 'lost' FROM generate_series(1, 5000) g;
CREATE TABLE lost (id int, state text NOT NULL, CHECK (state = 'lost'));
INSERT INTO lost SELECT g, 'lost' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh DEFAULT;

-- case: list-default-check-equal
-- statement:
ALTER TABLE orders ATTACH PARTITION lost DEFAULT;

-- case: second-default
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (1000);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
INSERT INTO orders SELECT 5000 + g, now() FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id >= 2000 AND id < 3000));
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh DEFAULT;

-- case: default-without-check
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (2000) TO (3000);

-- case: default-with-check
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (1000);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
INSERT INTO orders SELECT 5000 + g, now() FROM generate_series(1, 5000) g;
ALTER TABLE orders_rest ADD CHECK (id >= 3000);
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id >= 2000 AND id < 3000));
INSERT INTO fresh SELECT 2000 + g % 1000, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (2000) TO (3000);

-- case: default-with-check-too-wide
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (2000) TO (4000);

-- case: partitioned-partition
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int NOT NULL, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh_1 PARTITION OF fresh FOR VALUES FROM (0) TO (3000);
CREATE TABLE fresh_2 PARTITION OF fresh FOR VALUES FROM (3000) TO (10000);
INSERT INTO fresh SELECT g, now() FROM generate_series(0, 9999) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10000);

-- case: partitioned-partition-one-proven
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int NOT NULL, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh_1 PARTITION OF fresh FOR VALUES FROM (0) TO (3000);
ALTER TABLE fresh_1 ADD CHECK (id >= 0 AND id < 3000);
CREATE TABLE fresh_2 PARTITION OF fresh FOR VALUES FROM (3000) TO (10000);
INSERT INTO fresh SELECT g, now() FROM generate_series(0, 9999) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10000);

-- case: partitioned-partition-proven
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id >= 0 AND id < 10000)) PARTITION BY RANGE (id);
CREATE TABLE fresh_1 PARTITION OF fresh FOR VALUES FROM (0) TO (3000);
CREATE TABLE fresh_2 PARTITION OF fresh FOR VALUES FROM (3000) TO (10000);
INSERT INTO fresh SELECT g, now() FROM generate_series(0, 9999) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10000);

-- case: partitioned-default
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT PARTITION BY RANGE (id);
CREATE TABLE orders_rest_1 PARTITION OF orders_rest FOR VALUES FROM (5000) TO (10000);
CREATE TABLE orders_rest_2 PARTITION OF orders_rest FOR VALUES FROM (10000) TO (20000);
INSERT INTO orders SELECT 5000 + g, now() FROM generate_series(1, 14000) g;
ALTER TABLE orders_rest_2 ADD CHECK (id >= 10000);
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id >= 2000 AND id < 3000));
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (2000) TO (3000);

-- case: partitioned-default-proven
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT PARTITION BY RANGE (id);
CREATE TABLE orders_rest_1 PARTITION OF orders_rest FOR VALUES FROM (5000) TO (10000);
INSERT INTO orders SELECT 5000 + g, now() FROM generate_series(1, 4000) g;
ALTER TABLE orders_rest ADD CHECK (id >= 5000);
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id >= 2000 AND id < 3000));
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (2000) TO (3000);

-- case: to-sub-partitioned
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10000) PARTITION BY RANGE (id);
CREATE TABLE orders_1_rest PARTITION OF orders_1 DEFAULT;
INSERT INTO orders SELECT g, now() FROM generate_series(5000, 15000) g;
CREATE TABLE fresh (id int, at date);
INSERT INTO fresh SELECT g % 5000, now() FROM generate_series(0, 5000) g;
CREATE TABLE proven (id int NOT NULL, at date, CHECK (id >= 0 AND id < 5000));
INSERT INTO proven SELECT g % 5000, now() FROM generate_series(0, 5000) g;
-- statement:
ALTER TABLE orders_1 ATTACH PARTITION fresh FOR VALUES FROM (0) TO (5000);

-- case: to-sub-partitioned-proven
-- statement:
ALTER TABLE orders_1 ATTACH PARTITION proven FOR VALUES FROM (0) TO (5000);

-- case: to-sub-partitioned-outside
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10000) PARTITION BY RANGE (id);
CREATE TABLE proven (id int NOT NULL, at date, CHECK (id >= 5000 AND id < 9000));
INSERT INTO proven SELECT 5000 + g % 3000, now() FROM generate_series(0, 5000) g;
CREATE TABLE wider (id int NOT NULL, at date, CHECK (id >= 5000 AND id < 20000));
INSERT INTO wider SELECT 5000 + g % 3000, now() FROM generate_series(0, 5000) g;
-- statement:
ALTER TABLE orders_1 ATTACH PARTITION proven FOR VALUES FROM (5000) TO (20000);

-- case: to-sub-partitioned-ancestor-unproven
-- statement:
ALTER TABLE orders_1 ATTACH PARTITION wider FOR VALUES FROM (5000) TO (20000);

-- case: child-lacks-column
-- setup:
CREATE TABLE orders (id int NOT NULL, at date) PARTITION BY RANGE (id);
CREATE TABLE lacks (id int NOT NULL);
CREATE TABLE more (id int NOT NULL, at date, extra text);
CREATE TABLE typed (id bigint NOT NULL, at date);
CREATE TABLE nullable (id int, at date);
CREATE TABLE other (id int NOT NULL, at date) PARTITION BY RANGE (id);
CREATE TABLE taken PARTITION OF other FOR VALUES FROM (0) TO (10);
CREATE TABLE parent (id int NOT NULL, at date);
CREATE TABLE child () INHERITS (parent);
CREATE VIEW shown AS SELECT 1 AS id, date '2025-01-01' AS at;
CREATE TYPE pair AS (id int, at date);
CREATE TABLE of_pair OF pair;
CREATE TABLE generated_id (id int NOT NULL GENERATED ALWAYS AS IDENTITY, at date);
INSERT INTO generated_id (at) SELECT now() FROM generate_series(1, 5000) g;
CREATE UNLOGGED TABLE unlogged_one (id int NOT NULL, at date);
INSERT INTO unlogged_one SELECT g, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION lacks FOR VALUES FROM (0) TO (10);

-- case: child-has-more-columns
-- statement:
ALTER TABLE orders ATTACH PARTITION more FOR VALUES FROM (0) TO (10);

-- case: child-has-another-type
-- statement:
ALTER TABLE orders ATTACH PARTITION typed FOR VALUES FROM (0) TO (10);

-- case: child-is-nullable
-- statement:
ALTER TABLE orders ATTACH PARTITION nullable FOR VALUES FROM (0) TO (10);

-- case: child-is-a-partition
-- statement:
ALTER TABLE orders ATTACH PARTITION taken FOR VALUES FROM (0) TO (10);

-- case: child-inherits
-- statement:
ALTER TABLE orders ATTACH PARTITION child FOR VALUES FROM (0) TO (10);

-- case: child-has-children
-- statement:
ALTER TABLE orders ATTACH PARTITION parent FOR VALUES FROM (0) TO (10);

-- case: child-is-a-view
-- statement:
ALTER TABLE orders ATTACH PARTITION shown FOR VALUES FROM (0) TO (10);

-- case: child-is-typed
-- statement:
ALTER TABLE orders ATTACH PARTITION of_pair FOR VALUES FROM (0) TO (10);

-- case: child-has-identity
-- statement:
ALTER TABLE orders ATTACH PARTITION generated_id FOR VALUES FROM (0) TO (10000);

-- case: child-is-unlogged
-- statement:
ALTER TABLE orders ATTACH PARTITION unlogged_one FOR VALUES FROM (0) TO (10000);

-- case: child-is-the-parent
-- statement:
ALTER TABLE orders ATTACH PARTITION orders FOR VALUES FROM (0) TO (10);

-- case: parent-is-no-partitioned-table
-- statement:
ALTER TABLE parent ATTACH PARTITION more FOR VALUES FROM (0) TO (10);

-- case: parent-missing
-- statement:
ALTER TABLE nowhere ATTACH PARTITION more FOR VALUES FROM (0) TO (10);

-- case: child-missing
-- statement:
ALTER TABLE orders ATTACH PARTITION nowhere FOR VALUES FROM (0) TO (10);

-- case: range-with-list-bound
-- statement:
ALTER TABLE orders ATTACH PARTITION nullable FOR VALUES IN (1);

-- case: range-bound-of-two
-- statement:
ALTER TABLE orders ATTACH PARTITION nullable FOR VALUES FROM (0, 1) TO (10, 1);

-- case: child-lacks-check
-- setup:
CREATE TABLE orders (id int, at date, CONSTRAINT recent CHECK (at > '2000-01-01')) PARTITION BY RANGE (id);
CREATE TABLE lacks (id int, at date);
CREATE TABLE differs (id int, at date, CONSTRAINT recent CHECK (at > '2001-01-01'));
CREATE TABLE same (id int, at date, CONSTRAINT recent CHECK (at > '2000-01-01'));
INSERT INTO same SELECT g, now() FROM generate_series(1, 5000) g;
CREATE TABLE unvalidated (id int, at date);
ALTER TABLE unvalidated ADD CONSTRAINT recent CHECK (at > '2000-01-01') NOT VALID;
CREATE TABLE alone (id int, at date, CONSTRAINT recent CHECK (at > '2000-01-01') NO INHERIT);
-- statement:
ALTER TABLE orders ATTACH PARTITION lacks FOR VALUES FROM (0) TO (10);

-- case: child-has-another-check
-- statement:
ALTER TABLE orders ATTACH PARTITION differs FOR VALUES FROM (0) TO (10);

-- case: child-has-the-check
-- statement:
ALTER TABLE orders ATTACH PARTITION same FOR VALUES FROM (0) TO (10000);

-- case: child-has-unvalidated-check
-- statement:
ALTER TABLE orders ATTACH PARTITION unvalidated FOR VALUES FROM (0) TO (10);

-- case: child-has-uninherited-check
-- statement:
ALTER TABLE orders ATTACH PARTITION alone FOR VALUES FROM (0) TO (10);

-- case: child-has-trigger
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TABLE watched (id int, at date);
INSERT INTO watched SELECT g, now() FROM generate_series(1, 5000) g;
CREATE TRIGGER watch AFTER INSERT ON watched FOR EACH ROW EXECUTE PROCEDURE nothing();
CREATE TABLE transition (id int, at date);
CREATE TRIGGER watch AFTER INSERT ON transition REFERENCING NEW TABLE AS added FOR EACH ROW EXECUTE PROCEDURE nothing();
CREATE TABLE counted (id int, at date);
INSERT INTO counted SELECT g, now() FROM generate_series(1, 5000) g;
CREATE TRIGGER watch AFTER INSERT ON counted REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE PROCEDURE nothing();
CREATE TRIGGER seen AFTER INSERT ON orders FOR EACH ROW EXECUTE PROCEDURE nothing();
-- statement:
ALTER TABLE orders ATTACH PARTITION watched FOR VALUES FROM (0) TO (10000);

-- case: child-has-row-transition-trigger
-- statement:
ALTER TABLE orders ATTACH PARTITION transition FOR VALUES FROM (0) TO (10);

-- case: child-has-statement-transition-trigger
-- statement:
ALTER TABLE orders ATTACH PARTITION counted FOR VALUES FROM (0) TO (10000);

-- case: child-has-trigger-of-that-name
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TABLE watched (id int, at date);
INSERT INTO watched SELECT g, now() FROM generate_series(1, 5000) g;
CREATE TRIGGER watch AFTER INSERT ON watched FOR EACH ROW EXECUTE PROCEDURE nothing();
CREATE TRIGGER watch AFTER INSERT ON orders FOR EACH ROW EXECUTE PROCEDURE nothing();
-- statement:
ALTER TABLE orders ATTACH PARTITION watched FOR VALUES FROM (0) TO (10000);

-- case: index-other-order
-- setup:
CREATE TABLE orders (id int, at date, name text) PARTITION BY RANGE (id);
CREATE INDEX orders_both ON orders (id, at);
CREATE INDEX orders_down ON orders (at DESC);
CREATE UNIQUE INDEX orders_one ON orders (id);
CREATE INDEX orders_part ON orders (name) WHERE name IS NOT NULL;
CREATE INDEX orders_lower ON orders (lower(name));
CREATE TABLE fresh (id int NOT NULL, at date, name text, CHECK (id >= 0 AND id < 10000));
CREATE INDEX fresh_both ON fresh (at, id);
CREATE INDEX fresh_up ON fresh (at);
CREATE INDEX fresh_plain ON fresh (id);
CREATE INDEX fresh_whole ON fresh (name);
INSERT INTO fresh SELECT g, now(), 'n' FROM generate_series(0, 5000) g;
CREATE TABLE fits (id int NOT NULL, at date, name text, CHECK (id >= 0 AND id < 10000));
CREATE INDEX fits_both ON fits (id, at);
CREATE INDEX fits_down ON fits (at DESC);
CREATE UNIQUE INDEX fits_one ON fits (id);
CREATE INDEX fits_part ON fits (name) WHERE name IS NOT NULL;
CREATE INDEX fits_lower ON fits (lower(name));
INSERT INTO fits SELECT g, now(), 'n' FROM generate_series(0, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10000);

-- case: index-all-fit
-- statement:
ALTER TABLE orders ATTACH PARTITION fits FOR VALUES FROM (0) TO (10000);

-- case: index-unique-constraint
-- setup:
CREATE TABLE orders (id int, at date, UNIQUE (id)) PARTITION BY RANGE (id);
CREATE TABLE with_index (id int NOT NULL, at date, CHECK (id >= 0 AND id < 10000));
CREATE UNIQUE INDEX with_index_id ON with_index (id);
INSERT INTO with_index SELECT g, now() FROM generate_series(0, 5000) g;
CREATE TABLE with_key (id int NOT NULL, at date, UNIQUE (id), CHECK (id >= 0 AND id < 10000));
INSERT INTO with_key SELECT g, now() FROM generate_series(0, 5000) g;
CREATE TABLE with_primary_key (id int PRIMARY KEY, at date, CHECK (id >= 0 AND id < 10000));
INSERT INTO with_primary_key SELECT g, now() FROM generate_series(0, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION with_index FOR VALUES FROM (0) TO (10000);

-- case: index-unique-constraint-both
-- statement:
ALTER TABLE orders ATTACH PARTITION with_key FOR VALUES FROM (0) TO (10000);

-- case: index-unique-constraint-primary-key
-- statement:
ALTER TABLE orders ATTACH PARTITION with_primary_key FOR VALUES FROM (0) TO (10000);

-- case: index-plain-from-constraint
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE UNIQUE INDEX orders_id ON orders (id);
CREATE TABLE with_key (id int NOT NULL, at date, UNIQUE (id), CHECK (id >= 0 AND id < 10000));
INSERT INTO with_key SELECT g, now() FROM generate_series(0, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION with_key FOR VALUES FROM (0) TO (10000);

-- case: primary-key-child-without
-- setup:
CREATE TABLE orders (id int PRIMARY KEY, at date) PARTITION BY RANGE (id);
CREATE TABLE other_key (id int NOT NULL, at date PRIMARY KEY, CHECK (id >= 0 AND id < 10000));
INSERT INTO other_key SELECT g, date '2000-01-01' + g FROM generate_series(0, 5000) g;
CREATE TABLE nullable (id int, at date);
-- statement:
ALTER TABLE orders ATTACH PARTITION other_key FOR VALUES FROM (0) TO (10000);

-- case: primary-key-child-nullable
-- statement:
ALTER TABLE orders ATTACH PARTITION nullable FOR VALUES FROM (0) TO (10000);

-- case: partitioned-partition-index
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE INDEX orders_at ON orders (at);
CREATE TABLE fresh (id int NOT NULL, at date, CHECK (id >= 0 AND id < 10000)) PARTITION BY RANGE (id);
CREATE TABLE fresh_1 PARTITION OF fresh FOR VALUES FROM (0) TO (3000);
CREATE TABLE fresh_2 PARTITION OF fresh FOR VALUES FROM (3000) TO (10000);
INSERT INTO fresh SELECT g, now() FROM generate_series(0, 9999) g;
CREATE INDEX fresh_2_own ON fresh_2 (at);
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10000);

-- case: list-overlap
-- setup:
CREATE TABLE orders (id int, state text) PARTITION BY LIST (state);
CREATE TABLE orders_new PARTITION OF orders FOR VALUES IN ('new', NULL);
CREATE TABLE fresh (id int, state text);
INSERT INTO fresh SELECT g, 'New' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN ('paid', 'new');

-- case: list-overlap-null
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN ('paid', NULL);

-- case: list-apart
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES IN ('New');

-- case: range-overlap
-- setup:
CREATE TABLE orders (a int, b date) PARTITION BY RANGE (a, b);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0, '2025-01-01') TO (10, '2025-01-01');
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (10, '2025-01-01') TO (MAXVALUE, MAXVALUE);
CREATE TABLE fresh (a int, b date);
INSERT INTO fresh SELECT -g, now() FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (-5, MINVALUE) TO (0, '2025-01-02');

-- case: range-touches
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (MINVALUE, MINVALUE) TO (0, '2025-01-01');

-- case: new-table-in-transaction
-- setup:
CREATE TABLE orders (id int, at date) PARTITION BY RANGE (id);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
INSERT INTO orders SELECT g, now() FROM generate_series(5000, 10000) g;
-- statement:
CREATE TABLE fresh (LIKE orders);
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10);

-- case: foreign-key-matching
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE orders (id int, team_id int, CONSTRAINT of_team FOREIGN KEY (team_id) REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int NOT NULL, team_id int REFERENCES teams, CHECK (id >= 0 AND id < 10000));
INSERT INTO fresh SELECT g, g FROM generate_series(1, 5000) g;
CREATE TABLE cascading (id int NOT NULL, team_id int REFERENCES teams ON DELETE CASCADE, CHECK (id >= 0 AND id < 10000));
INSERT INTO cascading SELECT g, g FROM generate_series(1, 5000) g;
CREATE TABLE unvalidated (id int NOT NULL, team_id int, CHECK (id >= 0 AND id < 10000));
INSERT INTO unvalidated SELECT g, g FROM generate_series(1, 5000) g;
ALTER TABLE unvalidated ADD FOREIGN KEY (team_id) REFERENCES teams NOT VALID;
CREATE TABLE deferrable_one (id int NOT NULL, team_id int REFERENCES teams DEFERRABLE, CHECK (id >= 0 AND id < 10000));
INSERT INTO deferrable_one SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10000);

-- case: foreign-key-other-action
-- statement:
ALTER TABLE orders ATTACH PARTITION cascading FOR VALUES FROM (0) TO (10000);

-- case: foreign-key-not-valid
-- statement:
ALTER TABLE orders ATTACH PARTITION unvalidated FOR VALUES FROM (0) TO (10000);

-- case: foreign-key-deferrable
-- statement:
ALTER TABLE orders ATTACH PARTITION deferrable_one FOR VALUES FROM (0) TO (10000);

-- case: referenced-parent
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int PRIMARY KEY, team_id int REFERENCES teams);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id int PRIMARY KEY, name text, CHECK (id >= 10000 AND id < 20000));
INSERT INTO fresh SELECT g, 't' || g FROM generate_series(10000, 15000) g;
-- statement:
ALTER TABLE teams ATTACH PARTITION fresh FOR VALUES FROM (10000) TO (20000);

-- case: referenced-parent-default
-- statement:
ALTER TABLE teams ATTACH PARTITION fresh DEFAULT;

-- case: self-reference
-- setup:
CREATE TABLE nodes (id int PRIMARY KEY, parent_id int REFERENCES nodes) PARTITION BY RANGE (id);
CREATE TABLE nodes_1 PARTITION OF nodes FOR VALUES FROM (0) TO (10000);
INSERT INTO nodes SELECT g, g FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id int PRIMARY KEY, parent_id int, CHECK (id >= 10000 AND id < 20000));
INSERT INTO fresh SELECT g, g % 5000 + 1 FROM generate_series(10000, 15000) g;
-- statement:
ALTER TABLE nodes ATTACH PARTITION fresh FOR VALUES FROM (10000) TO (20000);

-- case: both-partitioned
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
CREATE TABLE teams_1 PARTITION OF teams FOR VALUES FROM (0) TO (10000);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 5000) g;
CREATE TABLE users (id int, team_id int REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (10000);
INSERT INTO users SELECT g, g FROM generate_series(1, 5000) g;
CREATE TABLE fresh (id int NOT NULL, team_id int, CHECK (id >= 10000 AND id < 20000));
INSERT INTO fresh SELECT g, g - 9999 FROM generate_series(10000, 14000) g;
CREATE TABLE more_teams (id int PRIMARY KEY, name text, CHECK (id >= 10000 AND id < 20000));
INSERT INTO more_teams SELECT g, 't' || g FROM generate_series(10000, 15000) g;
-- statement:
ALTER TABLE users ATTACH PARTITION fresh FOR VALUES FROM (10000) TO (20000);

-- case: both-partitioned-referenced
-- statement:
ALTER TABLE teams ATTACH PARTITION more_teams FOR VALUES FROM (10000) TO (20000);

-- case: sub-partitioned-with-foreign-key
-- setup:
CREATE TABLE teams (id int PRIMARY KEY, name text);
INSERT INTO teams SELECT g, 't' || g FROM generate_series(1, 10000) g;
CREATE TABLE orders (id int, team_id int REFERENCES teams) PARTITION BY RANGE (id);
CREATE TABLE fresh (id int NOT NULL, team_id int, CHECK (id >= 0 AND id < 10000)) PARTITION BY RANGE (id);
CREATE TABLE fresh_1 PARTITION OF fresh FOR VALUES FROM (0) TO (5000);
CREATE TABLE fresh_2 PARTITION OF fresh FOR VALUES FROM (5000) TO (10000);
INSERT INTO fresh SELECT g, g + 1 FROM generate_series(0, 9999) g;
-- statement:
ALTER TABLE orders ATTACH PARTITION fresh FOR VALUES FROM (0) TO (10000);

-- case: made-like-its-parent
-- setup:
CREATE TABLE sensors (id int PRIMARY KEY);
INSERT INTO sensors SELECT generate_series(1, 100);
CREATE TABLE readings (id int NOT NULL, at int NOT NULL, kind text, CONSTRAINT readings_key PRIMARY KEY (id, at), UNIQUE (kind, at, id)) PARTITION BY RANGE (at);
CREATE INDEX ON readings (lower(kind)) WHERE id > 3;
CREATE TABLE fresh (LIKE readings INCLUDING ALL);
INSERT INTO fresh SELECT g, g % 100, 'k' || g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE readings ATTACH PARTITION fresh FOR VALUES FROM (0) TO (100);

-- case: made-like-its-parent-but-for-indexes
-- setup:
CREATE TABLE readings (id int NOT NULL, at int NOT NULL, kind text, CONSTRAINT readings_key PRIMARY KEY (id, at), UNIQUE (kind, at, id)) PARTITION BY RANGE (at);
CREATE INDEX ON readings (lower(kind)) WHERE id > 3;
CREATE TABLE fresh (LIKE readings INCLUDING ALL EXCLUDING INDEXES);
INSERT INTO fresh SELECT g, g % 100, 'k' || g FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE readings ATTACH PARTITION fresh FOR VALUES FROM (0) TO (100);

-- case: key-of-some-partitions
-- setup:
CREATE TABLE sensors (id int PRIMARY KEY);
INSERT INTO sensors SELECT generate_series(1, 5000);
CREATE TABLE readings (id int REFERENCES sensors, at int NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE fresh (id int, at int NOT NULL, kind text) PARTITION BY LIST (kind);
CREATE TABLE fresh_a PARTITION OF fresh FOR VALUES IN ('a');
CREATE TABLE fresh_b PARTITION OF fresh FOR VALUES IN ('b');
ALTER TABLE fresh_a ADD FOREIGN KEY (id) REFERENCES sensors;
INSERT INTO fresh SELECT g, 5, CASE g % 2 WHEN 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE readings ATTACH PARTITION fresh FOR VALUES FROM (0) TO (100);

-- case: key-of-all-partitions
-- setup:
CREATE TABLE sensors (id int PRIMARY KEY);
INSERT INTO sensors SELECT generate_series(1, 5000);
CREATE TABLE readings (id int REFERENCES sensors, at int NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE fresh (id int, at int NOT NULL CHECK (at >= 0 AND at < 100), kind text) PARTITION BY LIST (kind);
CREATE TABLE fresh_a PARTITION OF fresh FOR VALUES IN ('a');
CREATE TABLE fresh_b PARTITION OF fresh FOR VALUES IN ('b');
ALTER TABLE fresh_a ADD FOREIGN KEY (id) REFERENCES sensors;
ALTER TABLE fresh_b ADD FOREIGN KEY (id) REFERENCES sensors;
INSERT INTO fresh SELECT g, 5, CASE g % 2 WHEN 0 THEN 'a' ELSE 'b' END FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE readings ATTACH PARTITION fresh FOR VALUES FROM (0) TO (100);

-- case: list-of-a-hundred-in-other-order
-- setup:
CREATE TABLE parts (id int NOT NULL, kind int NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE fresh (id int NOT NULL, kind int NOT NULL, CHECK (kind IN (100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89, 88, 87, 86, 85, 84, 83, 82, 81, 80, 79, 78, 77, 76, 75, 74, 73, 72, 71, 70, 69, 68, 67, 66, 65, 64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)));
INSERT INTO fresh SELECT g, 5 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100);

-- case: long-list-as-it-stands
-- setup:
CREATE TABLE parts (id int NOT NULL, kind int NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE fresh (id int NOT NULL, kind int NOT NULL, CHECK (kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101)));
INSERT INTO fresh SELECT g, 5 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101);

-- case: long-list-in-other-order
-- setup:
CREATE TABLE parts (id int NOT NULL, kind int NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE fresh (id int NOT NULL, kind int NOT NULL, CHECK (kind IN (101, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100)));
INSERT INTO fresh SELECT g, 5 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101);

-- case: long-list-one-value
-- setup:
CREATE TABLE parts (id int NOT NULL, kind int NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE fresh (id int NOT NULL, kind int NOT NULL, CHECK (kind = 5));
INSERT INTO fresh SELECT g, 5 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101);

-- case: long-list-of-text
-- setup:
CREATE TABLE parts (id int NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE fresh (id int NOT NULL, kind text NOT NULL, CHECK (kind IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89', '90', '91', '92', '93', '94', '95', '96', '97', '98', '99', '100', '101')));
INSERT INTO fresh SELECT g, '5' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89', '90', '91', '92', '93', '94', '95', '96', '97', '98', '99', '100', '101');

-- case: long-list-of-varchar
-- setup:
CREATE TABLE parts (id int NOT NULL, kind varchar(10) NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE fresh (id int NOT NULL, kind varchar(10) NOT NULL, CHECK (kind IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89', '90', '91', '92', '93', '94', '95', '96', '97', '98', '99', '100', '101')));
INSERT INTO fresh SELECT g, '5' FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89', '90', '91', '92', '93', '94', '95', '96', '97', '98', '99', '100', '101');

-- case: long-list-with-null
-- setup:
CREATE TABLE parts (id int NOT NULL, kind int) PARTITION BY LIST (kind);
CREATE TABLE fresh (id int NOT NULL, kind int, CHECK (kind IS NULL OR kind IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101)));
INSERT INTO fresh SELECT g, 5 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN (NULL, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101);

-- case: long-list-beside-default
-- setup:
CREATE TABLE parts (id int NOT NULL, kind int) PARTITION BY LIST (kind);
CREATE TABLE others PARTITION OF parts DEFAULT;
INSERT INTO others SELECT g, 5000 FROM generate_series(1, 5000) g;
ALTER TABLE others ADD CHECK (kind IS NOT NULL AND kind NOT IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101));
CREATE TABLE fresh (id int NOT NULL, kind int);
INSERT INTO fresh SELECT g, 1 + g % 100 FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE parts ATTACH PARTITION fresh FOR VALUES IN (NULL, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101);
