-- Expressions of indexes and generated columns that give something else at
-- another time.

-- case: array-to-text
-- setup:
CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE DOMAIN label AS text;
CREATE DOMAIN day AS date;
CREATE TABLE t (id integer PRIMARY KEY, i integer, ar integer[], d date, ts timestamp, tz timestamptz, tm time, tmz timetz, iv interval, m mood, mo money, r int4range, f real, n numeric, bo boolean, u uuid, by bytea, j json, jb jsonb, ip inet, ci cidr, bi bit(8), vc varchar(10), ch char(10), tx text, l label, dd day, va varchar(10)[]);
INSERT INTO t (id) SELECT g FROM generate_series(1, 300) g;
CREATE TABLE p (k integer NOT NULL, d date) PARTITION BY RANGE (k);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (400);
CREATE FUNCTION fixed(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN $1; END $$;
CREATE FUNCTION steady(integer) RETURNS integer LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN $1; END $$;
CREATE FUNCTION wild(integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN $1; END $$;
CREATE FUNCTION inlined(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1';
-- statement:
CREATE INDEX fresh ON t (lower(ar::text));

-- case: date-to-text
-- statement:
CREATE INDEX fresh ON t (lower(d::text));

-- case: domain-of-date-to-text
-- statement:
CREATE INDEX fresh ON t (lower(dd::text));

-- case: timestamp-to-text
-- statement:
CREATE INDEX fresh ON t ((ts::text));

-- case: timestamptz-to-text
-- statement:
CREATE INDEX fresh ON t ((tz::varchar));

-- case: time-to-text
-- statement:
CREATE INDEX fresh ON t ((tm::text));

-- case: timetz-to-text
-- statement:
CREATE INDEX fresh ON t ((tmz::text));

-- case: interval-to-text
-- statement:
CREATE INDEX fresh ON t ((iv::text));

-- case: enum-to-text
-- statement:
CREATE INDEX fresh ON t ((m::text));

-- case: money-to-text
-- statement:
CREATE INDEX fresh ON t ((mo::text));

-- case: range-to-text
-- statement:
CREATE INDEX fresh ON t ((r::text));

-- case: real-to-text
-- statement:
CREATE INDEX fresh ON t ((f::text));

-- case: numeric-to-text
-- statement:
CREATE INDEX fresh ON t ((n::text));

-- case: boolean-to-text
-- statement:
CREATE INDEX fresh ON t ((bo::text));

-- case: uuid-to-text
-- statement:
CREATE INDEX fresh ON t ((u::text));

-- case: bytea-to-text
-- statement:
CREATE INDEX fresh ON t ((by::text));

-- case: json-to-text
-- statement:
CREATE INDEX fresh ON t ((j::text));

-- case: jsonb-to-text
-- statement:
CREATE INDEX fresh ON t ((jb::text));

-- case: inet-to-text
-- statement:
CREATE INDEX fresh ON t ((ip::text));

-- case: cidr-to-text
-- statement:
CREATE INDEX fresh ON t ((ci::text));

-- case: bit-to-text
-- statement:
CREATE INDEX fresh ON t ((bi::text));

-- case: char-to-text
-- statement:
CREATE INDEX fresh ON t ((ch::text));

-- case: domain-to-text
-- statement:
CREATE INDEX fresh ON t ((l::text));

-- case: array-to-array
-- statement:
CREATE INDEX fresh ON t ((va::text[]));

-- case: text-to-date
-- statement:
CREATE INDEX fresh ON t ((tx::date));

-- case: text-to-timestamp
-- statement:
CREATE INDEX fresh ON t ((vc::timestamp));

-- case: text-to-integer
-- statement:
CREATE INDEX fresh ON t ((id::text::integer));

-- case: text-to-uuid
-- statement:
CREATE INDEX fresh ON t ((nullif(tx, '')::uuid));

-- case: text-to-enum
-- statement:
CREATE INDEX fresh ON t ((tx::mood));

-- case: timestamptz-to-date
-- statement:
CREATE INDEX fresh ON t ((tz::date));

-- case: timestamp-to-date
-- statement:
CREATE INDEX fresh ON t ((ts::date));

-- case: timestamp-to-timestamptz
-- statement:
CREATE INDEX fresh ON t ((ts::timestamptz));

-- case: date-to-timestamptz
-- statement:
CREATE INDEX fresh ON t (CAST(d AS timestamptz));

-- case: integer-to-text
-- statement:
CREATE INDEX fresh ON t (lower(i::text));

-- case: predicate-of-date
-- statement:
CREATE INDEX fresh ON t (i) WHERE d::text > 'a';

-- case: predicate-of-now
-- statement:
CREATE INDEX fresh ON t (i) WHERE tz > now();

-- case: unique-date-to-text
-- statement:
CREATE UNIQUE INDEX fresh ON p ((d::text));

-- case: taken-name-and-date
-- statement:
CREATE INDEX t_pkey ON t ((d::text));

-- case: taken-name-if-not-exists-and-date
-- statement:
CREATE INDEX IF NOT EXISTS t_pkey ON t ((d::text));

-- case: taken-name-if-not-exists-and-missing-column
-- statement:
CREATE INDEX IF NOT EXISTS t_pkey ON t (missing);

-- case: no-class-and-date
-- statement:
CREATE INDEX fresh ON t (j, (d::text));

-- case: date-and-no-class
-- statement:
CREATE INDEX fresh ON t ((d::text), j);

-- case: class-of-cast
-- statement:
CREATE INDEX fresh ON t ((jb::json));

-- case: gin-of-text
-- statement:
CREATE INDEX fresh ON t USING gin (lower(tx));

-- case: call-fixed
-- statement:
CREATE INDEX fresh ON t (fixed(i));

-- case: call-steady
-- statement:
CREATE INDEX fresh ON t (steady(i));

-- case: call-wild
-- statement:
CREATE INDEX fresh ON t (wild(i));

-- case: call-inlined
-- statement:
CREATE INDEX fresh ON t (inlined(i));

-- case: call-random
-- statement:
CREATE INDEX fresh ON t ((i + random()));

-- case: concurrently
-- alone:
CREATE INDEX CONCURRENTLY fresh ON t ((d::text));

-- case: generated-date-to-text
-- statement:
ALTER TABLE t ADD COLUMN z text GENERATED ALWAYS AS (d::text) STORED;

-- case: generated-integer-to-text
-- statement:
ALTER TABLE t ADD COLUMN z text GENERATED ALWAYS AS (i::text) STORED;

-- case: generated-wild
-- statement:
CREATE TABLE fresh (a integer, b integer GENERATED ALWAYS AS (wild(a)) STORED);

-- case: generated-random
-- statement:
CREATE TABLE fresh (a integer, b double precision GENERATED ALWAYS AS (a + random()) STORED);

-- case: exclude-date-to-text
-- statement:
ALTER TABLE t ADD CONSTRAINT c EXCLUDE USING btree ((d::text) WITH =);

-- case: partition-key-of-date
-- statement:
CREATE TABLE fresh (d date) PARTITION BY LIST ((d::text));

-- case: partition-key-of-random
-- statement:
CREATE TABLE fresh (d date) PARTITION BY LIST ((random()));
