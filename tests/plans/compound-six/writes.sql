INSERT INTO leases (id, tenant, rent, deposit) VALUES (:n, 'new', 7, 1);
UPDATE leases SET deposit = 4 WHERE id = :n - 999990;
