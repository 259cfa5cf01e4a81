INSERT INTO meters VALUES (:n, 4, 'l', 3);
