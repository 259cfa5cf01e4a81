INSERT INTO shop.product VALUES (:n, 'new-' || :n, 3, true);
UPDATE shop.product SET price = price + 1 WHERE id = :n - 999990;
