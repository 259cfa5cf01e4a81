INSERT INTO app.notes VALUES (md5('new' || :n)::uuid, md5('x')::uuid, 'new', true);
UPDATE app.notes SET body = body || '!' WHERE id = md5((:n - 999990)::text)::uuid;
