CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer int NOT NULL DEFAULT 1,
  amount int,
  closed boolean NOT NULL DEFAULT false
);
CREATE INDEX orders_customer ON orders (customer);
CREATE INDEX ON orders USING hash (customer);
CREATE INDEX orders_open ON orders (amount DESC NULLS LAST, customer) INCLUDE (closed) WITH (fillfactor = 80) WHERE NOT closed AND customer > 0;
CREATE INDEX orders_bucket ON orders ((customer % 10), lower(id::text)) WHERE customer IS NOT NULL;
CREATE UNIQUE INDEX orders_once ON orders (id, customer);
CREATE INDEX orders_amount ON orders (amount);
INSERT INTO orders SELECT g, g % 500 + 1, g % 77, g % 3 = 0 FROM generate_series(1, 20000) g;
COMMENT ON INDEX orders_amount IS 'not touched';
