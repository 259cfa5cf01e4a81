INSERT INTO children VALUES (:n, 3, 'new');
DELETE FROM parents WHERE id = :n - 999950;
