INSERT INTO notes (id, kind, body) VALUES (:n, 5, '{"n": "new"}');
UPDATE notes SET kind = 7, body = '[]' WHERE id = :n - 999990;
