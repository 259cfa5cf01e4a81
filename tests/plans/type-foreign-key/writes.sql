INSERT INTO cars (id, owner) VALUES (:n, 5);
UPDATE cars SET owner = NULL WHERE id = :n - 999990;
DELETE FROM owners WHERE id = :n - 997500;
INSERT INTO owners VALUES (:n, 'r9');
INSERT INTO cars (id, owner, region) VALUES (:n + 500000, :n, 'r9');
