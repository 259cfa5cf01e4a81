INSERT INTO accounts (id, email) VALUES (:n, 'writer:n@example.org');
UPDATE accounts SET email = email || 'x' WHERE id = :n - 999990;
