INSERT INTO members VALUES (:n, 3, 'new:n@example.org');
UPDATE members SET joined = '2024-03-03' WHERE id = :n - 999990;
