INSERT INTO readings VALUES (:n, '2025-03-03', 'a', 5, 5);
