INSERT INTO parcels VALUES (:n, 4, 'new');
