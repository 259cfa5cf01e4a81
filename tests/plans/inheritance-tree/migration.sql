ALTER TABLE animals ALTER COLUMN name SET NOT NULL;
ALTER TABLE animals ADD CONSTRAINT weight_positive CHECK (weight > 0);
ALTER TABLE animals ADD COLUMN tag text DEFAULT 'none';
ALTER TABLE ONLY animals ADD CONSTRAINT animals_id UNIQUE (id);
CREATE INDEX dogs_name ON dogs (name);
ALTER TABLE puppies NO INHERIT dogs;
