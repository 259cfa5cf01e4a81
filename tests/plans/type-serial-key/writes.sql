INSERT INTO accounts (name) VALUES ('writer :n');
INSERT INTO payments (account, other) VALUES (:n - 999980, 7);
INSERT INTO payments (account) SELECT max(id) FROM accounts;
DELETE FROM accounts WHERE id = :n - 981000;
DELETE FROM accounts WHERE id = :n - 999950;
UPDATE accounts SET id = :n + 500000 WHERE id = :n - 990000;
