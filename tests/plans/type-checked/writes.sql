INSERT INTO tickets (id, state, priority) VALUES (:n, 'open', 3);
INSERT INTO tickets (id) VALUES (:n + 500000);
UPDATE tickets SET state = 'done', note = 'told' WHERE id = :n - 999990;
