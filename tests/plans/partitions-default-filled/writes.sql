INSERT INTO log VALUES (:n, '2023-06-06', 'warn');
INSERT INTO log VALUES (:n, '2025-06-06', 'warn');
