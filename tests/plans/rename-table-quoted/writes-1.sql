INSERT INTO "Sales"."Whole" ("User") VALUES ('n:n');
