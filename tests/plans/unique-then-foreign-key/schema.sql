CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
INSERT INTO customers SELECT g, 'customer ' || g FROM generate_series(1, 5000) g;
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id bigint,
  total numeric(10, 2) NOT NULL DEFAULT 0
);
INSERT INTO orders SELECT g, g % 5000 + 1, g FROM generate_series(1, 20000) g;
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
ALTER TABLE orders ADD COLUMN customer_name text;
UPDATE orders SET customer_name = 'customer ' || customer_id;
