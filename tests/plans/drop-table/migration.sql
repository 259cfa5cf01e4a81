DROP TABLE audits;
ALTER TABLE people ADD COLUMN nickname text;
