CREATE DOMAIN email AS text;
CREATE TABLE people (id bigint PRIMARY KEY, mail email, other text);
INSERT INTO people SELECT g, 'p' || g || '@example.org', 'o' FROM generate_series(1, 3000) g;
