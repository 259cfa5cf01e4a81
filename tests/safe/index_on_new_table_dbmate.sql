-- migrate:up
CREATE TABLE tags (id bigint PRIMARY KEY, label text NOT NULL);
CREATE INDEX tags_label_idx ON tags (label);
