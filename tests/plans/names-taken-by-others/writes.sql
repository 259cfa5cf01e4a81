INSERT INTO items VALUES (:n, 'new' || :n, 2);
