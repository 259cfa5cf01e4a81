INSERT INTO events VALUES (:n, :n, 'w');
