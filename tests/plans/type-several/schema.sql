CREATE TABLE regions (country int, part int, PRIMARY KEY (country, part));
CREATE TABLE lines (
  id serial PRIMARY KEY,
  country int NOT NULL,
  part int,
  price real NOT NULL DEFAULT 0.5,
  at text NOT NULL DEFAULT '2024-05-06 07:08:09',
  note varchar(20),
  CONSTRAINT lines_region FOREIGN KEY (country, part) REFERENCES regions ON DELETE CASCADE,
  CONSTRAINT in_order CHECK (country > 0 AND (part > 0 OR part IS NULL)),
  UNIQUE (country, part, id)
);
CREATE INDEX lines_sorted ON lines (part DESC, country) WHERE part > 3;
CREATE INDEX lines_priced ON lines (price);
COMMENT ON COLUMN lines.country IS 'where';
COMMENT ON COLUMN lines.part IS 'of it';
COMMENT ON CONSTRAINT in_order ON lines IS 'both';
COMMENT ON CONSTRAINT lines_country_part_id_key ON lines IS 'all three';
ALTER TABLE lines ALTER part SET STATISTICS 300;
GRANT SELECT (country), UPDATE (part) ON lines TO PUBLIC;
INSERT INTO regions SELECT c, p FROM generate_series(1, 9) c, generate_series(1, 9) p;
INSERT INTO lines (country, part, price) SELECT g % 9 + 1, nullif(g % 10, 0), g / 8.0 FROM generate_series(1, 20000) g;
