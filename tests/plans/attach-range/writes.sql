INSERT INTO readings VALUES (:n, '2024-03-03', 'w');
INSERT INTO readings_old VALUES (:n, '2023-03-03', 'w');
