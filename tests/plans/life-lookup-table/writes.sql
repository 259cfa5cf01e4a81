INSERT INTO tickets VALUES (:n, 'low', '2024-02-02');
