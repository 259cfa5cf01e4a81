INSERT INTO orders (id, customer, amount) VALUES (:n, 7, 30);
INSERT INTO orders (id, amount) VALUES (:n + 500000, 1);
UPDATE orders SET customer = customer + 1 WHERE id = :n - 999990;
DELETE FROM orders WHERE id = :n - 985000;
