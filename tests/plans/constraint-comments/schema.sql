CREATE TABLE stock (id bigint PRIMARY KEY, sku text, amount int, place int);
CREATE TABLE places (id int PRIMARY KEY);
INSERT INTO places SELECT g FROM generate_series(1, 10) g;
INSERT INTO stock SELECT g, 's' || g, g, g % 10 + 1 FROM generate_series(1, 5000) g;
