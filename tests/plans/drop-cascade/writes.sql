UPDATE users SET age = age WHERE id = :n - 999990;
UPDATE orders SET total = 7 WHERE id = :n - 999990;
