INSERT INTO users (id, full_name, email) VALUES (:n, 'writer :n', 'm');
UPDATE users SET full_name = full_name || '!', email = full_name WHERE id = :n - 999990;
DELETE FROM users WHERE full_name = 'user ' || (:n - 998000);
UPDATE teams SET name = name || '!' WHERE id = 7;
