-- differs: public.parts.made
ALTER TABLE parts ADD COLUMN note text DEFAULT 'none' NOT NULL, ADD COLUMN made timestamptz DEFAULT now();
CREATE INDEX parts_sum ON parts ((a + b));
ALTER TABLE parts ADD CONSTRAINT parts_ab UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED;
