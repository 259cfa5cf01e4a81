INSERT INTO slugs VALUES (:n, 'NEW' || :n);
