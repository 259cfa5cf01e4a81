CREATE TABLE tags (id bigint PRIMARY KEY, label text NOT NULL);
ALTER TABLE tags ADD CONSTRAINT tags_label_key UNIQUE (label);
