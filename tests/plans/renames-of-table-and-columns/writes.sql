INSERT INTO users (id, mail) VALUES (:n, 'writer:n@example.org');
INSERT INTO users (id, mail) VALUES (:n, 'again:n@example.org') ON CONFLICT (id) DO UPDATE SET age = 44;
UPDATE users SET age = age + 1 WHERE id = :n - 999990;
DELETE FROM users WHERE id = :n - 998000;
