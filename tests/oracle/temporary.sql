-- What is temporary hides what has its name, and does not take it.

-- case: temporary-table-hides-table
-- setup:
CREATE TABLE orders (id int PRIMARY KEY, a text);
CREATE VIEW order_ids AS SELECT id FROM orders;
CREATE SEQUENCE order_numbers;
INSERT INTO orders SELECT g, 'a' FROM generate_series(1, 3000) g;
-- statement:
CREATE TEMPORARY TABLE orders (id bigint PRIMARY KEY, n integer CHECK (n > 0));

-- case: temporary-table-hides-view
-- statement:
CREATE TEMP TABLE order_ids AS SELECT id FROM orders;

-- case: temporary-view-hides-table
-- statement:
CREATE TEMPORARY VIEW orders AS SELECT 1 AS id;

-- case: temporary-sequence-hides-sequence
-- statement:
CREATE TEMPORARY SEQUENCE order_numbers;
