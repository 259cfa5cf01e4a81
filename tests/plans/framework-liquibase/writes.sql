INSERT INTO contract VALUES (:n, 'N' || :n, '2024-02-02', '2025-02-02');
UPDATE contract SET ends = ends + 1 WHERE id = :n - 999990;
