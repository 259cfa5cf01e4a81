-- majors: 12-18
ALTER TABLE animals ADD COLUMN label text GENERATED ALWAYS AS (upper(name) || ' ' || coalesce(weight, 0)) STORED NOT NULL;
