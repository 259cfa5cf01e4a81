ALTER TABLE customers ADD CONSTRAINT customers_name_key UNIQUE (name);
ALTER TABLE orders ADD CONSTRAINT orders_customer_name FOREIGN KEY (customer_name) REFERENCES customers (name);
