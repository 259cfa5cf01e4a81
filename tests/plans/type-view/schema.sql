CREATE TABLE meters (id int PRIMARY KEY, reading int, unit text);
CREATE VIEW meters_seen AS SELECT id, reading FROM meters WHERE reading IS NOT NULL;
CREATE VIEW meters_seen_often AS SELECT id FROM meters_seen WHERE reading > 3;
GRANT SELECT ON meters_seen TO PUBLIC;
INSERT INTO meters SELECT g, g % 9, 'kWh' FROM generate_series(1, 20000) g;
