CREATE TABLE items (id bigint PRIMARY KEY, label text, kind int);
INSERT INTO items SELECT g, 'l' || g, g % 4 FROM generate_series(1, 3000) g;
CREATE SEQUENCE items_label_key;
CREATE VIEW items_label_idx AS SELECT 1 AS one;
CREATE TABLE items_kind_check (id int);
CREATE TYPE items_label_kind_key AS ENUM ('a');
