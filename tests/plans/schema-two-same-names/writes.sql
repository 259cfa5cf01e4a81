INSERT INTO eu.orders VALUES (:n, 'n', 4);
INSERT INTO us.orders VALUES (:n, 'n', 5);
