INSERT INTO imports VALUES (:n, '[]', false);
