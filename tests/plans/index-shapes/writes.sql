INSERT INTO docs VALUES (:n, 'Writer :n', 'b', ARRAY['x'], '{}', '[1,2]', '2024-02-02');
DELETE FROM docs WHERE id = :n - 999990;
