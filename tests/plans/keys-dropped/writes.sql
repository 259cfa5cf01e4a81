INSERT INTO parents VALUES (:n);
INSERT INTO children VALUES (:n, :n, 'new');
