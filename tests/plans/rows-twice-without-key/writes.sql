INSERT INTO seats VALUES (:n, 2, 'new');
