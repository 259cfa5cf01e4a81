INSERT INTO events (id, title, body) VALUES (:n, 'fresh :n', NULL);
UPDATE events SET title = 'other words :n' WHERE id = :n - 999990;
