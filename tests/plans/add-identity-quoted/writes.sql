INSERT INTO "App"."Line Items" ("Name", "Price") VALUES ('writer :n', 30);
UPDATE "App"."Line Items" SET "Price" = "Price" + 1 WHERE "Name" = 'item ' || (:n - 999990);
