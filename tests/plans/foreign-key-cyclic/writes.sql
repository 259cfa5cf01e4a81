INSERT INTO people VALUES (:n, 1, 2);
UPDATE teams SET lead_id = :n WHERE id = :n - 999999;
