INSERT INTO "Sales"."100%" ("User") VALUES ('n:n');
