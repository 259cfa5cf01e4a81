ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (id, tenant);
ALTER TABLE orders DROP CONSTRAINT orders_number;
ALTER TABLE orders ADD CONSTRAINT orders_number UNIQUE (tenant, number) DEFERRABLE;
ALTER TABLE orders
  DROP CONSTRAINT orders_customer,
  ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE,
  DROP CONSTRAINT orders_positive,
  ADD CONSTRAINT orders_positive CHECK (number > -5);
