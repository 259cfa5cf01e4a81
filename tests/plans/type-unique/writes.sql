INSERT INTO "Shop"."Article" ("Number", "Language", "Label") VALUES (:n, 'fr', 'writer :n') ON CONFLICT ("Number", "Language") DO NOTHING;
UPDATE "Shop"."Article" SET "Label" = 'changed :n' WHERE "Number" = :n - 999990 AND "Language" = 'de';
