INSERT INTO queue VALUES (:n, '{"a": 1}', 'new');
UPDATE queue SET state = 'done' WHERE id = :n - 999990;
