INSERT INTO stock VALUES (:n, 'w:n', 2, 3);
UPDATE stock SET amount = amount + 1 WHERE id = :n - 999990;
