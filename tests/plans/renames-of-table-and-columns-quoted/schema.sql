CREATE SCHEMA "Sales";
CREATE TABLE "Sales"."100%" ("Id" serial PRIMARY KEY, "User" text);
INSERT INTO "Sales"."100%" ("User") SELECT 'u' || g FROM generate_series(1, 500) g;
