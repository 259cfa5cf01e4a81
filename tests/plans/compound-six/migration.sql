-- majors: 12-18
ALTER TABLE leases
  ADD COLUMN house int,
  ADD CONSTRAINT leases_house_fk FOREIGN KEY (house) REFERENCES houses,
  ALTER COLUMN rent SET NOT NULL,
  ADD CONSTRAINT rent_positive CHECK (rent > 0),
  ALTER COLUMN deposit SET DEFAULT 0,
  DROP COLUMN notes;
