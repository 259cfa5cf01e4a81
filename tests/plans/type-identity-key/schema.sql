CREATE TABLE nodes (
  id int GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 2 CACHE 3) CONSTRAINT nodes_key PRIMARY KEY,
  kind int NOT NULL,
  parent int REFERENCES nodes ON DELETE CASCADE,
  UNIQUE (kind, id)
);
CREATE TABLE links (
  kind int,
  node int,
  label text,
  FOREIGN KEY (kind, node) REFERENCES nodes (kind, id) ON UPDATE CASCADE
);
CREATE INDEX ON links (kind, node);
CREATE INDEX ON nodes (parent);
INSERT INTO nodes (kind, parent) SELECT g % 4, nullif((g - g % 10) * 2 + 3, 3) FROM generate_series(1, 20000) g;
INSERT INTO links SELECT kind, id, 'link' FROM nodes WHERE id % 5 = 0;
COMMENT ON COLUMN nodes.id IS 'the "number"';
COMMENT ON SEQUENCE nodes_id_seq IS 'counts by two';
GRANT USAGE ON SEQUENCE nodes_id_seq TO PUBLIC;
COMMENT ON CONSTRAINT nodes_parent_fkey ON nodes IS 'a tree';
COMMENT ON INDEX nodes_kind_id_key IS 'for links';
