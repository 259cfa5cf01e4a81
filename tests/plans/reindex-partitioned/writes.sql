INSERT INTO readings VALUES (:n, '2024-03-03', 'w');
