INSERT INTO marks VALUES (:n, 5, 5, :n);
