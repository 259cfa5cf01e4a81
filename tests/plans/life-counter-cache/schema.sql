CREATE TABLE authors (id bigint PRIMARY KEY, name text);
CREATE TABLE articles (id bigint PRIMARY KEY, author_id bigint REFERENCES authors, title text);
INSERT INTO authors SELECT g, 'a' || g FROM generate_series(1, 500) g;
INSERT INTO articles SELECT g, g % 500 + 1, 't' FROM generate_series(1, 3000) g;
