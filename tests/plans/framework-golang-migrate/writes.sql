INSERT INTO posts (id, author, body) VALUES (:n, 'new', 'new');
INSERT INTO tags VALUES (:n - 999990, 'again' || :n);
