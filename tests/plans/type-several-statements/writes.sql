INSERT INTO tasks (id, owner, parent, due) VALUES (:n, 50, :n, '2024-07-01');
UPDATE tasks SET parent = parent + 500000, due = '2025-02-03' WHERE id = :n - 999990;
INSERT INTO notes (id, task) VALUES (:n, 5);
