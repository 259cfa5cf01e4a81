INSERT INTO sales VALUES (:n, 'r1', 5, '2024-02-02');
