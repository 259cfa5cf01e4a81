INSERT INTO parcels (id, code) VALUES (:n, 'x');
UPDATE parcels SET state = 'sent', code = 'y' WHERE id = :n - 999990;
