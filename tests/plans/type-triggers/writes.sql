INSERT INTO stock (id, pieces, sku) VALUES (:n, -4, 'new');
INSERT INTO stock (id, sku) VALUES (:n + 500000, 'newer');
UPDATE stock SET pieces = pieces - 50, sku = 'changed' WHERE id = :n - 999990;
