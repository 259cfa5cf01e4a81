INSERT INTO people (id, email) VALUES (:n, 'writer:n@example.org');
INSERT INTO people (id, email) VALUES (:n, 'again:n@example.org') ON CONFLICT (id) DO UPDATE SET age = 44;
UPDATE people SET age = age + 1 WHERE id = :n - 999990;
DELETE FROM people WHERE id = :n - 998000;
