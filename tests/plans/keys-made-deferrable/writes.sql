INSERT INTO nodes VALUES (:n, 7, :n);
UPDATE nodes SET next = 5 WHERE id = :n - 999990;
