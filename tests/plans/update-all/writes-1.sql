INSERT INTO accounts VALUES (:n, 1.005, 0.1, 'fresh', 'writer:n@example.org', '{"beta": true}');
UPDATE accounts SET state = 'fresh' WHERE id = :n - 999990;
