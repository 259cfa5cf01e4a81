INSERT INTO jobs (id, name, priority) VALUES (:n, 'new', 1);
UPDATE jobs SET priority = 4 WHERE id = :n - 999990;
