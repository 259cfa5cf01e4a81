CREATE SCHEMA "Shop";
CREATE TABLE "Shop"."Prices" (
  "Item" text, "From" date, "Price" int NOT NULL, next_1 int, batches int, PRIMARY KEY ("Item", "From")
);
INSERT INTO "Shop"."Prices" SELECT 'item ' || g % 100, date '2024-01-01' + g / 100, g, NULL, 5 FROM generate_series(1, 9000) g;
CREATE TABLE "Shop"."Prices_place" (taken int);
