INSERT INTO projects VALUES (:n, md5('3')::uuid, 'new' || :n);
INSERT INTO issues (id, project_id, title, state) VALUES (:n, :n, 'new', 'open');
UPDATE issues SET state = 'done' WHERE id = :n - 999990;
