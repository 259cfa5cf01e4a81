INSERT INTO users (name) VALUES (' new ' || :n);
INSERT INTO pets VALUES (:n, 5);
