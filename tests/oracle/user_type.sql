-- ALTER TYPE and ALTER DOMAIN: what they lock, read and refuse.

-- case: domain-over-domain-add-check
-- setup:
CREATE SCHEMA other;
CREATE DOMAIN amount AS int;
CREATE DOMAIN price AS amount;
CREATE DOMAIN unused AS int;
CREATE DOMAIN listed AS int;
CREATE DOMAIN packed AS int;
CREATE DOMAIN rowed AS int;
CREATE DOMAIN taken AS int CONSTRAINT taken_positive CHECK (VALUE > 0);
CREATE DOMAIN there AS int NOT NULL;
CREATE TYPE parcel AS (weight packed, note text);
CREATE TABLE bills (id int PRIMARY KEY, total amount, rest price);
CREATE TABLE taxes (id int PRIMARY KEY, paid price);
CREATE TABLE parts (k int, total amount) PARTITION BY RANGE (k);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (9000);
CREATE TABLE lists (id int, marks listed[]);
CREATE TABLE parcels (id int, it parcel);
CREATE TABLE rows_of (id int, v rowed);
CREATE TABLE rows_in (id int, it rows_of);
CREATE TABLE takers (id int, v taken, w there);
CREATE INDEX takers_v ON takers (v);
CREATE VIEW totals AS SELECT total FROM bills;
CREATE MATERIALIZED VIEW sums AS SELECT id, total FROM bills;
INSERT INTO bills SELECT g, g, g FROM generate_series(1, 5000) g;
INSERT INTO taxes SELECT g, g FROM generate_series(1, 5000) g;
INSERT INTO parts SELECT g, g FROM generate_series(1, 5000) g;
INSERT INTO takers SELECT g, g, g FROM generate_series(1, 5000) g;
REFRESH MATERIALIZED VIEW sums;
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0);

-- case: domain-over-domain-set-not-null
-- statement:
ALTER DOMAIN amount SET NOT NULL;

-- case: domain-above-add-check
-- statement:
ALTER DOMAIN price ADD CHECK (VALUE > 0);

-- case: domain-not-valid
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;

-- case: domain-not-valid-then-validate
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN amount VALIDATE CONSTRAINT positive;

-- case: domain-unused-add-check
-- statement:
ALTER DOMAIN unused ADD CHECK (VALUE > 0);

-- case: domain-in-array-add-check
-- statement:
ALTER DOMAIN listed ADD CHECK (VALUE > 0);

-- case: domain-in-array-not-valid
-- statement:
ALTER DOMAIN listed ADD CHECK (VALUE > 0) NOT VALID;

-- case: domain-in-array-set-not-null
-- statement:
ALTER DOMAIN listed SET NOT NULL;

-- case: domain-in-composite-add-check
-- statement:
ALTER DOMAIN packed ADD CHECK (VALUE > 0);

-- case: domain-in-row-type-add-check
-- statement:
ALTER DOMAIN rowed ADD CHECK (VALUE > 0);

-- case: domain-validate-again
-- statement:
ALTER DOMAIN taken VALIDATE CONSTRAINT taken_positive;

-- case: domain-validate-missing
-- statement:
ALTER DOMAIN taken VALIDATE CONSTRAINT nope;

-- case: domain-drop-missing
-- statement:
ALTER DOMAIN taken DROP CONSTRAINT nope;

-- case: domain-drop-check
-- statement:
ALTER DOMAIN taken DROP CONSTRAINT taken_positive;

-- case: domain-rename-missing
-- statement:
ALTER DOMAIN taken RENAME CONSTRAINT nope TO yep;

-- case: domain-add-existing-name
-- statement:
ALTER DOMAIN taken ADD CONSTRAINT taken_positive CHECK (VALUE > 1);

-- case: domain-set-not-null-again
-- statement:
ALTER DOMAIN there SET NOT NULL;

-- case: domain-drop-not-null-used
-- statement:
ALTER DOMAIN there DROP NOT NULL;

-- case: domain-set-schema
-- statement:
ALTER DOMAIN taken SET SCHEMA other;

-- case: domain-set-default-used
-- statement:
ALTER DOMAIN taken SET DEFAULT 7;

-- case: domain-missing
-- statement:
ALTER DOMAIN nowhere SET NOT NULL;

-- case: domain-of-a-type
-- statement:
ALTER DOMAIN parcel SET NOT NULL;

-- case: type-of-a-domain
-- statement:
ALTER TYPE amount RENAME TO sum;

-- case: domain-array-created
-- statement:
CREATE DOMAIN basket AS taken[] CHECK (array_length(VALUE, 1) < 5);

-- case: attribute-add-typed-without-cascade
-- setup:
CREATE SCHEMA other;
CREATE TYPE place AS (street text, town varchar(20), number int);
CREATE TABLE houses OF place;
CREATE TABLE huts OF place (PRIMARY KEY (number));
CREATE INDEX houses_town ON houses (town);
CREATE TYPE pair AS (a int, b text);
CREATE TABLE uses (id int PRIMARY KEY, p pair, ps pair[]);
CREATE TYPE outer_pair AS (p pair, c int);
CREATE TABLE outer_uses (id int, o outer_pair);
CREATE TYPE inner_only AS (x int);
CREATE TYPE around AS (i inner_only);
CREATE DOMAIN pair_domain AS pair;
CREATE TYPE unused AS (a int, b text);
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE people (id int PRIMARY KEY, feels mood DEFAULT 'sad', felt mood[]);
CREATE TYPE colour AS ENUM ('red');
INSERT INTO houses SELECT 's', 't', g FROM generate_series(1, 5000) g;
INSERT INTO huts SELECT 's', 't', g FROM generate_series(1, 5000) g;
INSERT INTO uses SELECT g, '(1,b)' FROM generate_series(1, 5000) g;
INSERT INTO people SELECT g, 'sad' FROM generate_series(1, 5000) g;
-- statement:
ALTER TYPE place ADD ATTRIBUTE zip text;

-- case: attribute-add-cascade
-- statement:
ALTER TYPE place ADD ATTRIBUTE zip text CASCADE;

-- case: attribute-drop-cascade-indexed
-- statement:
ALTER TYPE place DROP ATTRIBUTE town CASCADE;

-- case: attribute-type-cascade-free
-- statement:
ALTER TYPE place ALTER ATTRIBUTE town TYPE varchar(40) CASCADE;

-- case: attribute-type-cascade-rewrite
-- statement:
ALTER TYPE place ALTER ATTRIBUTE number TYPE bigint CASCADE;

-- case: attribute-type-restrict
-- statement:
ALTER TYPE place ALTER ATTRIBUTE number TYPE bigint;

-- case: attribute-rename-restrict
-- statement:
ALTER TYPE place RENAME ATTRIBUTE number TO nr;

-- case: attribute-several
-- statement:
ALTER TYPE place ADD ATTRIBUTE zip text CASCADE, DROP ATTRIBUTE street CASCADE;

-- case: attribute-type-used-in-array
-- statement:
ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint;

-- case: attribute-type-used-through-type
-- statement:
ALTER TYPE inner_only ALTER ATTRIBUTE x TYPE bigint;

-- case: attribute-type-unused
-- statement:
ALTER TYPE unused ALTER ATTRIBUTE a TYPE bigint;

-- case: attribute-add-used
-- statement:
ALTER TYPE pair ADD ATTRIBUTE c int;

-- case: attribute-drop-used
-- statement:
ALTER TYPE pair DROP ATTRIBUTE a;

-- case: attribute-add-existing
-- statement:
ALTER TYPE unused ADD ATTRIBUTE a int;

-- case: attribute-drop-missing
-- statement:
ALTER TYPE unused DROP ATTRIBUTE zip;

-- case: attribute-drop-missing-if-exists
-- statement:
ALTER TYPE unused DROP ATTRIBUTE IF EXISTS zip;

-- case: attribute-rename-missing
-- statement:
ALTER TYPE unused RENAME ATTRIBUTE zip TO code;

-- case: attribute-of-an-enum
-- statement:
ALTER TYPE mood ADD ATTRIBUTE zip text;

-- case: attribute-missing-type
-- statement:
ALTER TYPE nowhere ADD ATTRIBUTE zip text;

-- case: composite-owner
-- statement:
ALTER TYPE unused OWNER TO CURRENT_USER;

-- case: composite-set-schema
-- statement:
ALTER TYPE unused SET SCHEMA other;

-- case: composite-set-schema-used
-- statement:
ALTER TYPE place SET SCHEMA other;

-- case: composite-rename-used
-- statement:
ALTER TYPE pair RENAME TO couple;

-- case: enum-add-existing-value
-- statement:
ALTER TYPE mood ADD VALUE 'sad';

-- case: enum-add-existing-value-if-not-exists
-- statement:
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad';

-- case: enum-add-after-missing
-- statement:
ALTER TYPE mood ADD VALUE 'calm' AFTER 'angry';

-- case: enum-rename-missing-value
-- statement:
ALTER TYPE mood RENAME VALUE 'angry' TO 'calm';

-- case: enum-rename-to-existing-value
-- statement:
ALTER TYPE mood RENAME VALUE 'sad' TO 'glad';

-- case: enum-value-of-a-composite
-- statement:
ALTER TYPE pair ADD VALUE 'calm';

-- case: enum-of-now-as-default
-- statement:
CREATE TYPE hue AS ENUM ('red');
ALTER TABLE people ADD COLUMN likes hue;
ALTER TYPE hue ADD VALUE 'blue';
ALTER TABLE people ALTER COLUMN likes SET DEFAULT 'blue';

-- case: enum-of-now-in-new-column
-- statement:
CREATE TYPE hue AS ENUM ('red');
ALTER TYPE hue ADD VALUE 'blue';
ALTER TABLE people ADD COLUMN likes hue DEFAULT 'blue';

-- case: enum-of-now-cast
-- statement:
CREATE TYPE hue AS ENUM ('red');
ALTER TYPE hue ADD VALUE 'blue';
SELECT 'blue'::hue;

-- case: enum-of-now-in-new-table
-- statement:
CREATE TYPE hue AS ENUM ('red');
ALTER TYPE hue ADD VALUE 'blue';
CREATE TABLE likings (id int, likes hue DEFAULT 'blue');

-- case: enum-of-now-in-partial-index
-- statement:
CREATE TYPE hue AS ENUM ('red');
ALTER TABLE people ADD COLUMN likes hue;
ALTER TYPE hue ADD VALUE 'blue';
CREATE INDEX people_blue ON people (id) WHERE likes = 'blue';

-- case: enum-new-value-renamed
-- statement:
ALTER TYPE mood RENAME VALUE 'glad' TO 'happy';
UPDATE people SET feels = 'happy' WHERE id = 1;

-- case: enum-recreated
-- statement:
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'glad', 'calm');
ALTER TABLE people ALTER COLUMN feels DROP DEFAULT;
ALTER TABLE people ALTER COLUMN feels TYPE mood USING feels::text::mood;
ALTER TABLE people ALTER COLUMN feels SET DEFAULT 'calm';

-- case: enum-recreated-with-default
-- statement:
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'glad', 'calm');
ALTER TABLE people ALTER COLUMN feels TYPE mood USING feels::text::mood;

-- case: enum-existing
-- statement:
CREATE TYPE mood AS ENUM ('calm');

-- case: enum-value-twice
-- statement:
CREATE TYPE shade AS ENUM ('dark', 'dark');

-- case: type-missing
-- statement:
ALTER TYPE nowhere RENAME TO somewhere;

-- case: type-rename-to-existing
-- statement:
ALTER TYPE mood RENAME TO colour;

-- case: type-options
-- setup:
CREATE TYPE my_text;
CREATE FUNCTION my_in(cstring) RETURNS my_text LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION my_out(my_text) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE my_text (INPUT = my_in, OUTPUT = my_out, LIKE = text);
CREATE TABLE notes (id int PRIMARY KEY, body my_text);
INSERT INTO notes SELECT g, 'b' FROM generate_series(1, 5000) g;
CREATE CAST (my_text AS text) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE CAST (text AS my_text) WITH INOUT AS ASSIGNMENT;
-- statement:
ALTER TYPE my_text SET (STORAGE = external);
