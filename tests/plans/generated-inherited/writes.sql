INSERT INTO animals (id, name) VALUES (:n, 'some');
INSERT INTO dogs (id, name, weight) VALUES (:n, 'rex', 3);
INSERT INTO "Big Cats" (id, name, lives) VALUES (:n, 'tom', 7);
UPDATE animals SET weight = 77 WHERE id IN (:n - 999990, :n - 993990, :n - 988990, :n - 987990);
