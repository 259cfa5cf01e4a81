CREATE SCHEMA "My Shop";
CREATE TABLE "My Shop"."Orders" ("Id" int PRIMARY KEY, "Day" date, "Total" numeric(10, 2));
INSERT INTO "My Shop"."Orders" SELECT g, date '2025-01-01' + g % 365, g FROM generate_series(1, 9000) g;
CREATE UNIQUE INDEX "By total" ON "My Shop"."Orders" ("Total");
