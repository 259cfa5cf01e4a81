CREATE TABLE customers (id int PRIMARY KEY);
INSERT INTO customers SELECT generate_series(1, 5000);
CREATE TABLE orders (
  id int PRIMARY KEY,
  tenant int NOT NULL,
  number int,
  customer int,
  CONSTRAINT orders_number UNIQUE (number),
  CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers,
  CONSTRAINT orders_positive CHECK (number > 0)
);
INSERT INTO orders SELECT g, g % 7, g, 1 + g % 5000 FROM generate_series(1, 20000) g;
