-- Enums, composite types and domains.

-- case: enum-add-value
-- setup:
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE people (id int PRIMARY KEY, feels mood, note text);
INSERT INTO people SELECT g, 'sad', 'n' FROM generate_series(1, 5000) g;
-- statement:
ALTER TYPE mood ADD VALUE 'calm';

-- case: enum-add-value-after
-- statement:
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm' AFTER 'sad';

-- case: enum-add-value-used
-- statement:
ALTER TYPE mood ADD VALUE 'calm';
INSERT INTO people VALUES (9000, 'calm', 'x');

-- case: enum-add-value-spelt-elsewhere
-- statement:
ALTER TYPE mood ADD VALUE 'calm';
INSERT INTO people (id, feels, note) VALUES (9000, 'glad', 'y');

-- case: enum-new-type-value-used
-- statement:
CREATE TYPE colour AS ENUM ('red');
CREATE TABLE paints (c colour);
ALTER TYPE colour ADD VALUE 'blue';
INSERT INTO paints VALUES ('blue');

-- case: enum-rename-value
-- statement:
ALTER TYPE mood RENAME VALUE 'glad' TO 'happy';

-- case: enum-drop-value
-- statement:
ALTER TYPE mood DROP VALUE 'glad';

-- case: enum-rename
-- statement:
ALTER TYPE mood RENAME TO temper;

-- case: enum-owner
-- statement:
ALTER TYPE mood OWNER TO CURRENT_USER;

-- case: enum-set-schema
-- statement:
ALTER TYPE mood SET SCHEMA pg_catalog;

-- case: enum-drop-used
-- statement:
DROP TYPE mood;

-- case: enum-drop-used-cascade
-- statement:
DROP TYPE mood CASCADE;

-- case: type-create-enum
-- statement:
CREATE TYPE colour AS ENUM ('red', 'blue');

-- case: type-create-range
-- statement:
CREATE TYPE span AS RANGE (SUBTYPE = float8);

-- case: type-create-shell
-- statement:
CREATE TYPE later;

-- case: composite-create
-- setup:
CREATE TYPE place AS (street text, town text);
CREATE TABLE houses OF place;
CREATE TABLE visits (id int PRIMARY KEY, at_place place);
INSERT INTO visits SELECT g, '(a,b)'::place FROM generate_series(1, 5000) g;
-- statement:
CREATE TYPE pair AS (a int, b text);

-- case: composite-add-attribute
-- statement:
ALTER TYPE place ADD ATTRIBUTE zip text;

-- case: composite-add-attribute-cascade
-- statement:
ALTER TYPE place ADD ATTRIBUTE zip text CASCADE;

-- case: composite-drop-attribute-cascade
-- statement:
ALTER TYPE place DROP ATTRIBUTE town CASCADE;

-- case: composite-rename-attribute-cascade
-- statement:
ALTER TYPE place RENAME ATTRIBUTE town TO city CASCADE;

-- case: composite-alter-attribute-cascade
-- statement:
ALTER TYPE place ALTER ATTRIBUTE town TYPE varchar CASCADE;

-- case: composite-rename
-- statement:
ALTER TYPE place RENAME TO spot;

-- case: composite-unused-add-attribute
-- setup:
CREATE TYPE pair AS (a int, b text);
CREATE TABLE uses (id int, p pair);
-- statement:
ALTER TYPE pair ADD ATTRIBUTE c int;

-- case: composite-unused-drop-attribute
-- statement:
ALTER TYPE pair DROP ATTRIBUTE b;

-- case: composite-unused-rename-attribute
-- statement:
ALTER TYPE pair RENAME ATTRIBUTE b TO d;

-- case: composite-used-alter-attribute
-- statement:
ALTER TYPE pair ALTER ATTRIBUTE b TYPE varchar;

-- case: composite-drop-used
-- statement:
DROP TYPE pair;

-- case: domain-create
-- setup:
CREATE DOMAIN amount AS int;
CREATE TABLE bills (id int PRIMARY KEY, total amount, rest amount);
CREATE TABLE taxes (id int PRIMARY KEY, paid amount);
CREATE TABLE others (id int PRIMARY KEY);
INSERT INTO bills SELECT g, g, g FROM generate_series(1, 5000) g;
INSERT INTO taxes SELECT g, g FROM generate_series(1, 5000) g;
-- statement:
CREATE DOMAIN positive AS int CHECK (VALUE > 0);

-- case: domain-add-check
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0);

-- case: domain-add-check-unnamed
-- statement:
ALTER DOMAIN amount ADD CHECK (VALUE > 0);

-- case: domain-add-check-not-valid
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;

-- case: domain-set-not-null
-- statement:
ALTER DOMAIN amount SET NOT NULL;

-- case: domain-add-not-null
-- statement:
ALTER DOMAIN amount ADD CONSTRAINT nn NOT NULL;

-- case: domain-drop-not-null
-- statement:
ALTER DOMAIN amount DROP NOT NULL;

-- case: domain-set-default
-- statement:
ALTER DOMAIN amount SET DEFAULT 1;

-- case: domain-drop-default
-- statement:
ALTER DOMAIN amount DROP DEFAULT;

-- case: domain-rename
-- statement:
ALTER DOMAIN amount RENAME TO sum;

-- case: domain-owner
-- statement:
ALTER DOMAIN amount OWNER TO CURRENT_USER;

-- case: domain-drop-used
-- statement:
DROP DOMAIN amount;

-- case: domain-drop-cascade
-- statement:
DROP DOMAIN amount CASCADE;

-- case: domain-drop-constraint-if-exists
-- statement:
ALTER DOMAIN amount DROP CONSTRAINT IF EXISTS nope;

-- case: domain-validate
-- setup:
CREATE DOMAIN amount AS int;
CREATE TABLE bills (id int PRIMARY KEY, total amount, rest amount);
CREATE TABLE taxes (id int PRIMARY KEY, paid amount);
CREATE TABLE others (id int PRIMARY KEY);
INSERT INTO bills SELECT g, g, g FROM generate_series(1, 5000) g;
INSERT INTO taxes SELECT g, g FROM generate_series(1, 5000) g;
ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
-- statement:
ALTER DOMAIN amount VALIDATE CONSTRAINT positive;

-- case: domain-rename-constraint
-- statement:
ALTER DOMAIN amount RENAME CONSTRAINT positive TO above;

-- case: domain-drop-constraint
-- statement:
ALTER DOMAIN amount DROP CONSTRAINT positive;

-- case: domain-array-add-check
-- setup:
CREATE DOMAIN amount AS int;
CREATE TABLE lists (id int, totals amount[]);
INSERT INTO lists VALUES (1, '{1}');
-- statement:
ALTER DOMAIN amount ADD CHECK (VALUE > 0);
