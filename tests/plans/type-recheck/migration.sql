ALTER TABLE parcels ALTER COLUMN state TYPE text;
