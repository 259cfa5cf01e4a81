CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, number bigint, customer_id bigint, state text, total integer, note text);
CREATE TABLE items (id bigint NOT NULL, order_id bigint, amount integer);
CREATE INDEX items_id ON items (id);
CREATE TABLE readings (id bigint, year integer, value integer) PARTITION BY LIST (year);
CREATE TABLE readings_2024 (id bigint, year integer, value integer);
CREATE INDEX readings_2024_id ON readings_2024 (id);
