INSERT INTO log.audit VALUES (:n, 'w1', 'new');
