INSERT INTO nothing VALUES (:n, 'writer :n');
