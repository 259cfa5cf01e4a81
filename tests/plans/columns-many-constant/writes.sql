INSERT INTO guests (id, name) VALUES (:n, 'new');
UPDATE guests SET name = 'again' WHERE id = :n - 999990;
