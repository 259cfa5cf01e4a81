BEGIN;
DROP VIEW meters_seen_often;
DROP VIEW meters_seen;
ALTER TABLE meters ALTER COLUMN reading TYPE bigint;
CREATE VIEW meters_seen AS SELECT id, reading FROM meters WHERE reading IS NOT NULL;
GRANT SELECT ON meters_seen TO PUBLIC;
CREATE VIEW meters_seen_often AS SELECT id FROM meters_seen WHERE reading > 3;
COMMIT;
