INSERT INTO "Sales"."100%" ("User") VALUES ('n:n');
UPDATE "Sales"."100%" SET "User" = "User" || '!' WHERE "Id" = :n - 999990;
