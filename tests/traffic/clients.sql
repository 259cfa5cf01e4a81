-- Each client sends one of these after the other. :id is a row that is there,
-- :n a number that is different each time.
SELECT total FROM orders WHERE id = :id;
UPDATE orders SET note = 'note :n' WHERE id = :id;
INSERT INTO orders (id, number, customer_id, state, total) VALUES (:n, :n, 1, 'new', 5);
SELECT name FROM customers WHERE id = 1;
UPDATE customers SET name = 'name :n' WHERE id = 2;
SELECT amount FROM items WHERE id = :id;
UPDATE items SET amount = 3 WHERE id = :id;
INSERT INTO items (id, order_id, amount) VALUES (:n, 1, 5);
SELECT value FROM readings_2024 WHERE id = :id;
INSERT INTO readings_2024 (id, year, value) VALUES (:n, 2024, 5);
