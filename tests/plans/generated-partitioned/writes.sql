INSERT INTO visits (id, day, page) VALUES (:n, '2023-03-04', '/new'), (:n, '2030-03-04', '/newer');
UPDATE visits SET page = '/', day = day + 300 WHERE id = :n - 999990;
