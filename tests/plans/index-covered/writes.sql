INSERT INTO users (id, email, age) VALUES (:n, 'writer:n@example.org', 4);
UPDATE users SET age = age + 1 WHERE id = :n - 999990;
