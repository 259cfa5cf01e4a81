INSERT INTO users (id, full_name) VALUES (:n, 'writer :n');
UPDATE users SET full_name = full_name || '!' WHERE id = :n - 999990;
DELETE FROM users WHERE full_name = 'user ' || (:n - 998000);
