INSERT INTO parts (id, code) VALUES (:n, :n);
UPDATE parts SET code = :n + 500000 WHERE id = :n - 999990;
DELETE FROM parts WHERE id = :n - 985000;
