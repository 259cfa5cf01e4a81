CREATE SCHEMA "App";
CREATE TABLE "App"."Line Items" ("Name" text, "Price" int NOT NULL);
INSERT INTO "App"."Line Items" SELECT 'item ' || g, g FROM generate_series(1, 12000) g;
CREATE TABLE "App"."Line Items_No._seq" (taken int);
