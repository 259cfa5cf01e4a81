INSERT INTO crm.leads VALUES (:n, 'new' || :n, 4);
UPDATE crm.leads SET score = 6 WHERE id = :n - 999990;
