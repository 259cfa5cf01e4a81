CREATE TABLE groups (id bigint PRIMARY KEY, title text);
ALTER TABLE devices ADD COLUMN group_id bigint;
