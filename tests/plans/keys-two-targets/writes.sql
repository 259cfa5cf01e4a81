INSERT INTO flights VALUES (:n, 'CDG', 'OSL', 3);
UPDATE flights SET plane = NULL WHERE id = :n - 999990;
