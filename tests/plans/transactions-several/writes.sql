INSERT INTO orders VALUES (:n, 'new', 4, 'x');
INSERT INTO refunds VALUES (:n, 4);
