INSERT INTO orders (id, placed) VALUES (:n, '2026-01-01');
UPDATE orders SET placed = '2026-01-02' WHERE id = :n - 999990;
