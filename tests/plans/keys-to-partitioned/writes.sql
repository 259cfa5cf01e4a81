INSERT INTO shifts VALUES (:n, '2024-03-03', 'new');
DELETE FROM shifts WHERE id = :n - 999990;
