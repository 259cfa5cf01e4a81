CREATE SCHEMA eu;
CREATE SCHEMA us;
CREATE TABLE eu.orders (id bigint PRIMARY KEY, ref text, customer int);
CREATE TABLE us.orders (id bigint PRIMARY KEY, ref text, customer int);
CREATE TABLE eu.customers (id int PRIMARY KEY);
INSERT INTO eu.customers SELECT generate_series(1, 50);
INSERT INTO eu.orders SELECT g, 'e' || g, g % 50 + 1 FROM generate_series(1, 2000) g;
INSERT INTO us.orders SELECT g, 'u' || g, g % 50 + 1 FROM generate_series(1, 2000) g;
