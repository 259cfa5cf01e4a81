-- A column or a constraint dropped and added again under its name in one
-- statement, as Prisma writes a change of type.

-- case: again-column
-- setup:
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE owners (id integer PRIMARY KEY);
CREATE TABLE pets (id integer PRIMARY KEY, kind text NOT NULL, owner integer REFERENCES owners, weight integer CONSTRAINT pets_weight CHECK (weight > 0));
CREATE INDEX pets_kind_idx ON pets (kind);
INSERT INTO owners SELECT generate_series(1, 300);
INSERT INTO pets SELECT g, 'x' || g, g, g FROM generate_series(1, 300) g;
-- statement:
ALTER TABLE pets DROP COLUMN kind, ADD COLUMN kind mood;

-- case: again-column-not-null-default
-- statement:
ALTER TABLE pets DROP COLUMN kind, ADD COLUMN kind mood NOT NULL DEFAULT 'good';

-- case: again-column-not-null
-- statement:
ALTER TABLE pets DROP COLUMN kind, ADD COLUMN kind mood NOT NULL;

-- case: again-column-added-first
-- statement:
ALTER TABLE pets ADD COLUMN kind mood, DROP COLUMN kind;

-- case: again-column-if-not-exists
-- statement:
ALTER TABLE pets DROP COLUMN kind, ADD COLUMN IF NOT EXISTS kind mood;

-- case: again-column-volatile
-- statement:
ALTER TABLE pets DROP COLUMN weight, ADD COLUMN weight float8 DEFAULT random();

-- case: again-column-then-not-null
-- statement:
ALTER TABLE pets DROP COLUMN weight, ADD COLUMN weight integer DEFAULT 1, ALTER COLUMN weight SET NOT NULL;

-- case: again-column-then-type
-- statement:
ALTER TABLE pets DROP COLUMN weight, ADD COLUMN weight integer, ALTER COLUMN weight TYPE bigint;

-- case: again-column-then-default
-- statement:
ALTER TABLE pets DROP COLUMN weight, ADD COLUMN weight integer, ALTER COLUMN weight SET DEFAULT 4;

-- case: again-column-then-drop-default
-- statement:
ALTER TABLE pets DROP COLUMN weight, ADD COLUMN weight integer DEFAULT 3, ALTER COLUMN weight DROP DEFAULT;

-- case: again-column-twice-dropped
-- statement:
ALTER TABLE pets DROP COLUMN weight, DROP COLUMN weight, ADD COLUMN weight integer;

-- case: again-column-twice-added
-- statement:
ALTER TABLE pets DROP COLUMN weight, ADD COLUMN weight integer, ADD COLUMN weight integer;

-- case: again-column-references
-- statement:
ALTER TABLE pets DROP COLUMN owner, ADD COLUMN owner integer REFERENCES owners;

-- case: again-column-unique
-- statement:
ALTER TABLE pets DROP COLUMN kind, ADD COLUMN kind integer UNIQUE;

-- case: again-column-then-check
-- statement:
ALTER TABLE pets DROP COLUMN kind, ADD COLUMN kind integer, ADD CHECK (kind > 0);

-- case: again-column-then-foreign-key
-- statement:
ALTER TABLE pets DROP COLUMN kind, ADD COLUMN kind integer, ADD CONSTRAINT pets_kind FOREIGN KEY (kind) REFERENCES owners;

-- case: again-constraint
-- statement:
ALTER TABLE pets DROP CONSTRAINT pets_weight, ADD CONSTRAINT pets_weight CHECK (weight > -1);

-- case: again-constraint-of-column
-- statement:
ALTER TABLE pets DROP COLUMN weight, ADD CONSTRAINT pets_weight CHECK (id > 0);

-- case: again-key
-- statement:
ALTER TABLE pets DROP CONSTRAINT pets_pkey, ADD PRIMARY KEY (id, kind);

-- case: again-key-of-column
-- statement:
ALTER TABLE pets DROP COLUMN id, ADD COLUMN id serial PRIMARY KEY;

-- case: again-key-of-column-bigint
-- statement:
ALTER TABLE pets DROP COLUMN id, ADD COLUMN id bigint NOT NULL DEFAULT 5, ADD CONSTRAINT pets_pkey PRIMARY KEY (kind);

-- case: new-column-then-foreign-key
-- statement:
ALTER TABLE pets ADD COLUMN keeper integer, ADD CONSTRAINT pets_keeper FOREIGN KEY (keeper) REFERENCES owners;

-- case: new-column-with-default-then-foreign-key
-- statement:
ALTER TABLE pets ADD COLUMN keeper integer DEFAULT 7, ADD CONSTRAINT pets_keeper FOREIGN KEY (keeper) REFERENCES owners;

-- case: new-column-then-foreign-key-full
-- statement:
ALTER TABLE pets ADD COLUMN keeper integer, ADD CONSTRAINT pets_keeper FOREIGN KEY (keeper) REFERENCES owners MATCH FULL;

-- case: drop-column-then-its-default
-- statement:
ALTER TABLE pets ALTER COLUMN weight DROP DEFAULT, DROP COLUMN weight;

-- case: drop-column-then-its-not-null
-- statement:
ALTER TABLE pets DROP COLUMN kind, ALTER COLUMN kind DROP NOT NULL;
