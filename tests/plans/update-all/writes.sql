INSERT INTO accounts VALUES (:n, 1, 2, 'new', 'Writer:n@Example.org', '{}');
UPDATE accounts SET total = 5 WHERE id = :n - 999990;
