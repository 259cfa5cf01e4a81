INSERT INTO users (id, name) VALUES (:n, 'writer :n');
UPDATE users SET name = name || '!' WHERE id = :n - 999990;
DELETE FROM users WHERE name = 'user ' || (:n - 998000);
