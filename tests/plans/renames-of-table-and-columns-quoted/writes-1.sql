INSERT INTO "Sales"."Whole" ("order") VALUES ('n:n');
UPDATE "Sales"."Whole" SET "order" = "order" || '!' WHERE "Id" = :n - 999990;
