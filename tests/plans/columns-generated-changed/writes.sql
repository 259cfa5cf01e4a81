UPDATE items SET v = 7 WHERE id = :n - 999990;
INSERT INTO bins (id, a) VALUES (:n, 3);
