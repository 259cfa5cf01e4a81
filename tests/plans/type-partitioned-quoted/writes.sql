INSERT INTO "My Data"."All Of It" ("No", "Re gion", "Size") VALUES (:n, 'eu', 5);
INSERT INTO "My Data"."Part us 100%" ("No", "Re gion", "Size") VALUES (:n, 'us', 6);
UPDATE "My Data"."All Of It" SET "Size" = 1, "Re gion" = 'eu' WHERE "No" = :n - 999990;
DELETE FROM "My Data"."All Of It" WHERE "No" = :n - 990000;
