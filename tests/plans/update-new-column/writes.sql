INSERT INTO app."Order" VALUES (:n, 1, 1);
UPDATE app."Order" SET block = 7 WHERE "Id" = :n - 999990;
