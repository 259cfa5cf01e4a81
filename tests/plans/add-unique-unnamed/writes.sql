INSERT INTO users (id, email, age) VALUES (:n, 'writer:n@example.org', 30);
