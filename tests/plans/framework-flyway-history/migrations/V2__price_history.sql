CREATE TABLE shop.price (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product_id int NOT NULL, price numeric NOT NULL, valid_from date NOT NULL DEFAULT '2024-01-01');
ALTER TABLE shop.price ADD CONSTRAINT price_product_fk FOREIGN KEY (product_id) REFERENCES shop.product;
