CREATE SCHEMA "My Shop";
CREATE TABLE "My Shop"."Order" ("Id" int NOT NULL, "No" int, "Year" int, CONSTRAINT "Order key" PRIMARY KEY ("Id"), UNIQUE ("No"));
INSERT INTO "My Shop"."Order" SELECT g, g, 2000 + g % 25 FROM generate_series(1, 20000) g;
CREATE INDEX "Order key_new" ON "My Shop"."Order" ("Year");
