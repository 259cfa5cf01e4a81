CREATE TABLE shelves (room int, place int, PRIMARY KEY (room, place));
CREATE TABLE books (id bigint PRIMARY KEY, room int, place int, title text);
INSERT INTO shelves SELECT a, b FROM generate_series(1, 20) a, generate_series(1, 20) b;
INSERT INTO books SELECT g, g % 20 + 1, g % 17 + 1, 't' || g FROM generate_series(1, 3000) g;
