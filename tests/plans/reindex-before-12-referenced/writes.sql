INSERT INTO authors VALUES (:n, 'w' || :n);
