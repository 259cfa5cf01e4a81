INSERT INTO shop.price (product_id, price) VALUES (1, 10), (2, 20);
CREATE INDEX price_product_idx ON shop.price (product_id, valid_from DESC);
ALTER TABLE shop.product ALTER COLUMN hidden SET DEFAULT false;
