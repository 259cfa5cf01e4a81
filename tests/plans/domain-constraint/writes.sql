INSERT INTO users VALUES (:n, 'writer:n@example.org', 5);
