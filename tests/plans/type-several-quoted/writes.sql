INSERT INTO "A b"."T 1" ("a", "A", "a_new") VALUES (:n, 3, 9);
UPDATE "A b"."T 1" SET "a" = "a" + 500000, "a_new" = '5' WHERE "Id" = :n - 999990;
