INSERT INTO log.audit VALUES (:n, 'w2', 'newer');
