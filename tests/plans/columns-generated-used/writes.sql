INSERT INTO boxes (id, w, h) VALUES (:n, 4, 5);
UPDATE boxes SET h = 9 WHERE id = :n - 999990;
