INSERT INTO accounts (id, email, plan, legacy_code) VALUES (:n, 'writer:n@example.org', 'paid', :n);
UPDATE accounts SET plan = 'paid' WHERE id = :n - 999990;
