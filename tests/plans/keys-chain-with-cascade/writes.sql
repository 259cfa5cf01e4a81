INSERT INTO countries VALUES (:n, 3, 'new');
INSERT INTO cities VALUES (:n, :n, 'new');
DELETE FROM cities WHERE id = :n - 999990;
