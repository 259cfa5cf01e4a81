INSERT INTO tickets VALUES (:n, 'new', 'done');
INSERT INTO statuses VALUES ('s' || :n, 'More');
UPDATE tickets SET status = 'new' WHERE id = :n - 999990;
