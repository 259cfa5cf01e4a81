INSERT INTO app."Order" ("Id", "user", "Total amount") VALUES (:n, 'writer :n', 3);
INSERT INTO app."Group" ("Id", "Order") VALUES (:n, :n);
UPDATE app."Order" SET "Total amount" = 4 WHERE "Id" = :n - 999990;
