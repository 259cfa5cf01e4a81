INSERT INTO accounts (id, email) VALUES (:n, 'new' || :n);
INSERT INTO invoices (id, account_id, total) VALUES (:n, :n, 4);
UPDATE invoices SET total = 5 WHERE id = :n - 999990;
