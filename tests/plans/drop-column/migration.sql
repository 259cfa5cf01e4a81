ALTER TABLE orders DROP COLUMN customer_id;
CREATE INDEX ON orders (total);
