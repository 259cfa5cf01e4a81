INSERT INTO accounts VALUES (:n, 'new', 5);
UPDATE accounts SET balance = balance + 2 WHERE id = :n - 999990;
