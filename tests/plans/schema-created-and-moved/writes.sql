INSERT INTO audit VALUES (:n, 'w1', 'new');
