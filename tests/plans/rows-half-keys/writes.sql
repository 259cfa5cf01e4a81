INSERT INTO cars VALUES (:n, 'y1', 11);
UPDATE cars SET yard = NULL, lot = NULL WHERE id = :n - 999990;
