ALTER TABLE meters VALIDATE CONSTRAINT value_positive, VALIDATE CONSTRAINT meters_house, ALTER COLUMN unit SET DEFAULT 'kWh', CLUSTER ON meters_pkey;
ALTER TABLE meters ADD CHECK (unit <> ''), ADD UNIQUE (house, id);
