INSERT INTO customer VALUES (:n, 'n' || :n, 'N' || :n);
UPDATE Customer SET fullname = fullname || 'x' WHERE ID = :n - 999990;
