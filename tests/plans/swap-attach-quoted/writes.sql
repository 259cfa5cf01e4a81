INSERT INTO "Data Lake"."Sales" ("Region", "Day", amount) VALUES ('north', '2025-07-07', :n), ('south', '2025-07-08', 1);
UPDATE "Data Lake"."Sales" SET "Region" = 'south', note = 'moved' WHERE amount = :n - 999000;
DELETE FROM "Data Lake"."Sales" WHERE amount = :n - 997000;
