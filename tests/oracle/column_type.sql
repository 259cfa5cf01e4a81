-- ALTER TABLE … ALTER COLUMN … TYPE: what becomes of the stored values.

-- case: numeric-wider
-- setup:
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TYPE temper AS ENUM ('sad', 'glad', 'calm');
CREATE TYPE place AS (street text, town text);
CREATE DOMAIN label AS varchar(20);
CREATE DOMAIN word AS text;
CREATE DOMAIN filled AS text CHECK (VALUE <> '');
CREATE DOMAIN present AS int NOT NULL;
CREATE DOMAIN title AS word;
CREATE DOMAIN strict_title AS filled;
CREATE TABLE things (
  id int PRIMARY KEY, few smallint, name varchar(20), note text, code char(8), flag boolean,
  amount numeric(10,2), made timestamp(3), seen timestamptz, lasts interval second(3), bits varbit(8),
  flags bit(8), net cidr, doc json, tags text[], labels varchar(10)[], feels mood, tag label, said word,
  must filled, uid uuid, at_place place, day date, clock time(2), score real);
INSERT INTO things SELECT g, 1, 'n' || g, 'x', 'c', true, g, now(), now(), '1 s', B'1', B'10101010', '10.0.0.0/8', '{}', '{a}', '{b}',
  'sad', 't', 's', 'm', '00000000-0000-0000-0000-000000000000', '(a,b)', '2020-01-01', '10:00', 1.5
FROM generate_series(1, 5000) g;
-- statement:
ALTER TABLE things ALTER COLUMN amount TYPE numeric(12,2);

-- case: numeric-other-scale
-- statement:
ALTER TABLE things ALTER COLUMN amount TYPE numeric(12,3);

-- case: numeric-without-scale
-- statement:
ALTER TABLE things ALTER COLUMN amount TYPE numeric(12);

-- case: varchar-same-length
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE varchar(20);

-- case: varchar-to-domain-same-length
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE label;

-- case: domain-to-varchar-longer
-- statement:
ALTER TABLE things ALTER COLUMN tag TYPE varchar(40);

-- case: domain-to-varchar-any-length
-- statement:
ALTER TABLE things ALTER COLUMN tag TYPE varchar;

-- case: domain-to-domain
-- statement:
ALTER TABLE things ALTER COLUMN said TYPE title;

-- case: domain-to-constrained-domain
-- statement:
ALTER TABLE things ALTER COLUMN said TYPE strict_title;

-- case: constrained-domain-same
-- statement:
ALTER TABLE things ALTER COLUMN must TYPE filled;

-- case: constrained-domain-to-domain
-- statement:
ALTER TABLE things ALTER COLUMN must TYPE word;

-- case: text-to-domain-with-length
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE label;

-- case: int-to-not-null-domain
-- statement:
ALTER TABLE things ALTER COLUMN id TYPE present;

-- case: varchar-cast-to-any-length
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE varchar(40) USING name::varchar;

-- case: varchar-cast-to-text-and-back
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE varchar(40) USING name::text;

-- case: varchar-to-text-cast
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE text USING CAST(name AS text);

-- case: varchar-to-text-collated
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE text USING name COLLATE "C";

-- case: text-using-trim
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE varchar USING trim(note);

-- case: text-using-constant
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE varchar USING 'same';

-- case: int-using-null
-- statement:
ALTER TABLE things ALTER COLUMN few TYPE int USING NULL;

-- case: using-another-column
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE text USING name;

-- case: using-another-column-without-cast
-- statement:
ALTER TABLE things ALTER COLUMN few TYPE int USING name;

-- case: using-qualified-column
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE text USING (things.name);

-- case: char-longer
-- statement:
ALTER TABLE things ALTER COLUMN code TYPE char(16);

-- case: char-to-text
-- statement:
ALTER TABLE things ALTER COLUMN code TYPE text;

-- case: text-to-bpchar
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE bpchar;

-- case: text-to-char
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE char;

-- case: text-to-name
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE name;

-- case: varbit-longer
-- statement:
ALTER TABLE things ALTER COLUMN bits TYPE varbit(16);

-- case: bit-to-varbit
-- statement:
ALTER TABLE things ALTER COLUMN flags TYPE varbit;

-- case: bit-to-varbit-same-length
-- statement:
ALTER TABLE things ALTER COLUMN flags TYPE varbit(8);

-- case: timestamp-more-digits
-- statement:
ALTER TABLE things ALTER COLUMN made TYPE timestamp(6);

-- case: timestamp-fewer-digits
-- statement:
ALTER TABLE things ALTER COLUMN made TYPE timestamp(0);

-- case: timestamp-to-timestamptz-six-digits
-- session:
SET TimeZone = 'GMT';
-- statement:
ALTER TABLE things ALTER COLUMN made TYPE timestamptz(6);

-- case: timestamp-to-timestamptz-three-digits
-- session:
SET TimeZone = 'UTC';
-- statement:
ALTER TABLE things ALTER COLUMN made TYPE timestamptz(3);

-- case: timestamp-to-timestamptz-cast
-- session:
SET TIME ZONE 'Etc/UTC';
-- statement:
ALTER TABLE things ALTER COLUMN made TYPE timestamptz USING made::timestamptz;

-- case: timestamptz-to-timestamp-elsewhere
-- session:
SET TIME ZONE 'Asia/Tokyo';
-- statement:
ALTER TABLE things ALTER COLUMN seen TYPE timestamp;

-- case: timestamptz-to-timestamp-zero
-- session:
SET TIME ZONE 0;
-- statement:
ALTER TABLE things ALTER COLUMN seen TYPE timestamp;

-- case: timestamptz-to-timestamp-zulu
-- session:
SET TIME ZONE 'Zulu';
-- statement:
ALTER TABLE things ALTER COLUMN seen TYPE timestamp;

-- case: timestamptz-to-timestamp-posix
-- session:
SET TIME ZONE 'XYZ0';
-- statement:
ALTER TABLE things ALTER COLUMN seen TYPE timestamp;

-- case: timestamptz-to-date
-- statement:
ALTER TABLE things ALTER COLUMN seen TYPE date;

-- case: time-to-timetz
-- statement:
ALTER TABLE things ALTER COLUMN clock TYPE timetz;

-- case: time-any-digits
-- statement:
ALTER TABLE things ALTER COLUMN clock TYPE time;

-- case: interval-any-fields
-- statement:
ALTER TABLE things ALTER COLUMN lasts TYPE interval;

-- case: interval-day-to-second
-- statement:
ALTER TABLE things ALTER COLUMN lasts TYPE interval day to second(3);

-- case: interval-hour
-- statement:
ALTER TABLE things ALTER COLUMN lasts TYPE interval hour;

-- case: interval-fewer-digits
-- statement:
ALTER TABLE things ALTER COLUMN lasts TYPE interval(1);

-- case: cidr-to-inet-cast
-- statement:
ALTER TABLE things ALTER COLUMN net TYPE inet USING net::inet;

-- case: json-to-jsonb-cast
-- statement:
ALTER TABLE things ALTER COLUMN doc TYPE jsonb USING doc::jsonb;

-- case: text-array-to-varchar-array
-- statement:
ALTER TABLE things ALTER COLUMN tags TYPE varchar[];

-- case: varchar-array-to-any-length
-- statement:
ALTER TABLE things ALTER COLUMN labels TYPE varchar[];

-- case: varchar-array-longer
-- statement:
ALTER TABLE things ALTER COLUMN labels TYPE varchar(40)[];

-- case: array-to-text
-- statement:
ALTER TABLE things ALTER COLUMN tags TYPE text;

-- case: text-to-array
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE text[];

-- case: text-to-array-cast
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE text[] USING ARRAY[note];

-- case: array-to-int-array
-- statement:
ALTER TABLE things ALTER COLUMN tags TYPE int[];

-- case: enum-to-enum
-- statement:
ALTER TABLE things ALTER COLUMN feels TYPE temper;

-- case: enum-to-enum-cast
-- statement:
ALTER TABLE things ALTER COLUMN feels TYPE temper USING feels::temper;

-- case: enum-to-enum-through-text
-- statement:
ALTER TABLE things ALTER COLUMN feels TYPE temper USING feels::text::temper;

-- case: enum-to-varchar
-- statement:
ALTER TABLE things ALTER COLUMN feels TYPE varchar(10);

-- case: text-to-enum
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE mood;

-- case: composite-to-text
-- statement:
ALTER TABLE things ALTER COLUMN at_place TYPE text;

-- case: uuid-to-int
-- statement:
ALTER TABLE things ALTER COLUMN uid TYPE int USING uid::int;

-- case: boolean-to-int
-- statement:
ALTER TABLE things ALTER COLUMN flag TYPE int;

-- case: int-to-boolean-cast
-- statement:
ALTER TABLE things ALTER COLUMN id TYPE boolean USING id::boolean;

-- case: smallint-to-int
-- statement:
ALTER TABLE things ALTER COLUMN few TYPE int;

-- case: real-to-numeric
-- statement:
ALTER TABLE things ALTER COLUMN score TYPE numeric(8,2);

-- case: int-to-regclass
-- statement:
ALTER TABLE things ALTER COLUMN id TYPE regclass;

-- case: to-pseudo-type
-- statement:
ALTER TABLE things ALTER COLUMN note TYPE anyelement;

-- case: int-with-collation
-- statement:
ALTER TABLE things ALTER COLUMN few TYPE int COLLATE "C";

-- case: two-changes-of-one-column
-- statement:
ALTER TABLE things ALTER COLUMN name TYPE text, ALTER COLUMN name TYPE varchar(60);

-- case: missing-column
-- statement:
ALTER TABLE things ALTER COLUMN nickname TYPE text;

-- case: system-column
-- statement:
ALTER TABLE things ALTER COLUMN xmin TYPE text;

-- case: in-one-statement
-- statement:
ALTER TABLE things ALTER COLUMN few TYPE bigint, ALTER COLUMN name TYPE text, ADD COLUMN extra int DEFAULT 7, ALTER COLUMN note SET NOT NULL;
