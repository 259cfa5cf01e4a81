INSERT INTO users VALUES (:n, 'new');
