INSERT INTO bills (id, no, total) VALUES (:n, :n, 3);
UPDATE bills SET total = 4 WHERE id = :n - 999990;
