INSERT INTO readings VALUES (:n, '2020-03-03', 'w');
