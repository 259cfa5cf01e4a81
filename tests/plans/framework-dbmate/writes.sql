INSERT INTO orders VALUES (:n, 3, 10, '2024-03-03');
UPDATE orders SET total = total + 1 WHERE id = :n - 999990;
DELETE FROM orders WHERE id = :n - 998000;
