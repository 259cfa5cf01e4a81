CREATE TABLE authors (id bigint PRIMARY KEY, name text);
CREATE TABLE books (id bigint PRIMARY KEY, author bigint REFERENCES authors);
CREATE INDEX authors_name_idx ON authors (name);
INSERT INTO authors SELECT g, 'a' || g FROM generate_series(1, 9000) g;
INSERT INTO books SELECT g, g FROM generate_series(1, 9000) g;
