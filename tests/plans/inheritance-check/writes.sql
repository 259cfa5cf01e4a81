INSERT INTO shapes VALUES (:n, 3);
INSERT INTO discs VALUES (:n, 3, 1, 1);
UPDATE circles SET radius = 4 WHERE id = :n - 999990;
