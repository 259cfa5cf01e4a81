INSERT INTO hr.doors VALUES (:n, 'B-4', 'l7');
UPDATE hr.doors SET closed_by = NULL WHERE id = :n - 999990;
