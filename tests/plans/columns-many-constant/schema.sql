CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN percent AS int;
CREATE TABLE guests (id bigint PRIMARY KEY, name text);
INSERT INTO guests SELECT g, 'g' || g FROM generate_series(1, 3000) g;
