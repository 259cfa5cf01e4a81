INSERT INTO orders VALUES (:n, '2025-03-03', 'eu', 7);
