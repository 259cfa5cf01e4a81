BEGIN;
ALTER TABLE "Shop"."Prices" ADD COLUMN "Old" int;
UPDATE "Shop"."Prices" AS p SET "Price" = "Price" * 100, batches = p.batches + 1, "Old" = p."Price", next_1 = 7 WHERE p."From" < '2024-03-01';
UPDATE ONLY "Shop"."Prices" SET "Price" = "Price" + 1;
COMMIT;
