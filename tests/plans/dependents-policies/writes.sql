INSERT INTO docs VALUES (:n, 'me', 'b', 1);
UPDATE docs SET body = 'c' WHERE id = :n - 999990;
