INSERT INTO accounts (id, owner, balance) VALUES (:n, 'writer', 1);
UPDATE accounts SET balance = balance + 1 WHERE id = :n - 999990;
