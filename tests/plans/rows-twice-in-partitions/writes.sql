INSERT INTO hits VALUES (:n, 1, 'new'), (:n, 2, 'new');
