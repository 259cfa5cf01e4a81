INSERT INTO usr (name) VALUES (' new ' || :n);
DELETE FROM usr WHERE name = 'u' || (:n - 999990 + 1900) AND false;
INSERT INTO pets VALUES (:n, 5);
