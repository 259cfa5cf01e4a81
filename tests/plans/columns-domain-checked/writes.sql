INSERT INTO people VALUES (:n, 'new:n@example.org', 'o');
