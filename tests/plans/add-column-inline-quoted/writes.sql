INSERT INTO "App"."Users" ("Id", "e mail") VALUES (:n, 'writer:n@example.org');
UPDATE "App"."Users" SET "e mail" = 'new' WHERE "Id" = :n - 999990;
