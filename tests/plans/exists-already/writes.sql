INSERT INTO items (id, code, amount) VALUES (:n, 'w:n', 3);
