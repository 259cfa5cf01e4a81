CREATE SCHEMA shop;
CREATE TABLE shop.product (id int PRIMARY KEY, sku varchar(20) NOT NULL, price numeric NOT NULL, hidden boolean);
INSERT INTO shop.product SELECT g, 'sku-' || g, g, g % 7 = 0 FROM generate_series(1, 3000) g;
