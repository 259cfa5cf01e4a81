INSERT INTO articles VALUES (:n, 5, 'new');
INSERT INTO authors (id, name) VALUES (:n, 'new');
