INSERT INTO "S 1"."To Do" ("No", "Re gion", "select") VALUES (:n, 'eu', '{"a": "x"}');
UPDATE "S 1"."To Do" SET "select" = '{}', "Re gion" = 'eu' WHERE "No" = :n - 999990;
