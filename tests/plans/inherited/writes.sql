INSERT INTO animals VALUES (:n, 'writer', 2);
INSERT INTO dogs VALUES (:n, 'writer', 2, 'x');
