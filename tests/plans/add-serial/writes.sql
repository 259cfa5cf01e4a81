INSERT INTO users (email, age) VALUES ('writer:n@example.org', 30);
UPDATE users SET age = age + 1 WHERE age = 5;
