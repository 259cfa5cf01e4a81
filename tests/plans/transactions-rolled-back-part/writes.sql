INSERT INTO notes (id, body) VALUES (:n, 'new');
