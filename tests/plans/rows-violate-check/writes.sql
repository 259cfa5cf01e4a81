INSERT INTO readings (id, low, high) VALUES (:n, 4, 5);
