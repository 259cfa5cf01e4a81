INSERT INTO staff VALUES (:n, 'new', 'f', 'r');
