INSERT INTO tasks (id, code, state) OVERRIDING SYSTEM VALUE VALUES (:n, 'new' || :n, 'open');
UPDATE tasks SET state = 'done' WHERE code = 't' || (:n - 999990);
