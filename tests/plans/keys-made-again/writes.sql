INSERT INTO orders VALUES (:n, 3, :n, 4);
UPDATE orders SET customer = 7 WHERE id = :n - 999990;
