INSERT INTO cats (id, name, weight, lives) VALUES (:n, 'new', 4, 9);
INSERT INTO animals (id, name, weight) VALUES (:n, 'new', 4);
