UPDATE orders SET total = 7 WHERE id = :n - 999990;
