INSERT INTO users (id, name) VALUES (:n, 'writer :n');
