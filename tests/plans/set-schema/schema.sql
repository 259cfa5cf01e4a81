CREATE SCHEMA archive;
CREATE TABLE orders (id int PRIMARY KEY, placed date NOT NULL) ;
INSERT INTO orders SELECT g, '2020-01-01'::date + g FROM generate_series(1, 500) g;
CREATE SEQUENCE order_numbers OWNED BY orders.id;
