INSERT INTO lines (country, part, price) VALUES (3, 5, 1.5);
INSERT INTO lines (country, at) VALUES (4, '2025-01-02 03:04:05');
UPDATE lines SET part = part % 9 + 1, price = 2 WHERE id = :n - 999990;
DELETE FROM lines WHERE id = :n - 985000;
