-- migrate:up
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
ALTER TABLE orders ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id);
CREATE INDEX orders_customer_idx ON orders (customer_id);

-- migrate:down
DROP INDEX orders_customer_idx;
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk;
ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL;
