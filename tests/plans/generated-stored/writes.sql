INSERT INTO events (id, title, body) VALUES (:n, 'fresh :n', NULL);
UPDATE events SET body = 'other words :n' WHERE id = :n - 999990;
