INSERT INTO users (id, name, mail) VALUES (:n, 'writer :n', 'm');
UPDATE users SET name = name || '!', mail = name WHERE id = :n - 999990;
DELETE FROM users WHERE name = 'user ' || (:n - 998000);
UPDATE teams SET title = title || '!' WHERE id = 7;
