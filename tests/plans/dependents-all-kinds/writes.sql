INSERT INTO bills (id, customer, total, due) VALUES (:n, 'c1', 5, '2024-01-02');
INSERT INTO bills (id, customer, total) VALUES (:n + 100000, 'c2', 0);
UPDATE bills SET due = '2024-03-03' WHERE id = :n - 999990;
