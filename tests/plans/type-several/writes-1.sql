INSERT INTO lines (country, part, price, at) VALUES (3, 5, 1.5, '2024-05-06 07:08:09');
UPDATE lines SET part = part % 9 + 1, price = 2 WHERE id = :n - 999990;
