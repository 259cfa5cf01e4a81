CREATE TABLE parts (
  id int NOT NULL,
  code int NOT NULL,
  body text NOT NULL DEFAULT 'none',
  plain text,
  CONSTRAINT parts_pkey PRIMARY KEY (id),
  CONSTRAINT parts_code_key UNIQUE (code),
  CONSTRAINT code_is_positive CHECK (code > 0)
);
CREATE INDEX parts_by_code ON parts ((code + 1), plain);
COMMENT ON TABLE parts IS 'all parts';
COMMENT ON COLUMN parts.id IS 'number of the part';
COMMENT ON COLUMN parts.code IS 'of the maker, 100% ''sure''';
COMMENT ON CONSTRAINT parts_pkey ON parts IS 'the key, 50% of \n all';
COMMENT ON INDEX parts_pkey IS 'its index';
COMMENT ON CONSTRAINT parts_code_key ON parts IS 'one of each';
COMMENT ON CONSTRAINT code_is_positive ON parts IS 'no returns';
COMMENT ON INDEX parts_by_code IS 'for the report';
ALTER TABLE parts ALTER code SET STATISTICS 500, ALTER code SET (n_distinct = -1, n_distinct_inherited = -0.5);
ALTER INDEX parts_by_code ALTER COLUMN 1 SET STATISTICS 700;
ALTER TABLE parts ALTER id SET STATISTICS 0;
ALTER TABLE parts ALTER body SET STORAGE EXTERNAL;
ALTER TABLE parts REPLICA IDENTITY USING INDEX parts_code_key;
ALTER TABLE parts CLUSTER ON parts_by_code;
GRANT SELECT (code, id), UPDATE (code) ON parts TO PUBLIC;
GRANT INSERT (code) ON parts TO pg_monitor WITH GRANT OPTION;
INSERT INTO parts SELECT g, g, '{"n": ' || g || '}' FROM generate_series(1, 20000) g;
