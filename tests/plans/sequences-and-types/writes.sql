INSERT INTO tickets (id, no, done, level) VALUES (:n, :n, 1, 'high');
UPDATE tickets SET done = 5 WHERE id = :n - 999990;
