INSERT INTO tenants VALUES (:n, 't1', 'x');
