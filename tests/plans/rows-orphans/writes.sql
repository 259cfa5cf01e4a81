INSERT INTO books VALUES (:n, 3, 4, 'new');
