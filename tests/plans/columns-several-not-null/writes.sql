INSERT INTO addresses VALUES (:n, 's', 'n' || :n, 'c');
UPDATE addresses SET street = 't' WHERE id = :n - 999990;
