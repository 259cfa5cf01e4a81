INSERT INTO parts (id, a, b) VALUES (:n, :n, 1);
