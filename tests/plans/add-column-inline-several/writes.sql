INSERT INTO orders (total, placed) VALUES (:n, '2024-05-05');
UPDATE orders SET placed = '2024-06-06' WHERE total = :n - 999990;
INSERT INTO visits VALUES (:n, '2024-08-08');
