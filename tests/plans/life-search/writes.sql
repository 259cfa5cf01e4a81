INSERT INTO recipes VALUES (:n, 'New ' || :n, 'x', 'fr');
UPDATE recipes SET body = 'y' WHERE id = :n - 999990;
