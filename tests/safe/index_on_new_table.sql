CREATE TABLE tags (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text NOT NULL);
CREATE UNIQUE INDEX tags_label_key ON tags (label);
CREATE INDEX tags_id_label_idx ON tags (id, label);
