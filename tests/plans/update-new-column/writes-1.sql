INSERT INTO app."Order" ("Id", block, size, "State") VALUES (:n, 1, 1, 'open');
UPDATE app."Order" SET block = 7 WHERE "Id" = :n - 999990;
