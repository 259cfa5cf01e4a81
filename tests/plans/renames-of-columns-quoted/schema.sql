CREATE SCHEMA "My Shop";
CREATE TABLE "My Shop"."Order Lines" ("Id" int PRIMARY KEY, "from" int, "To" int);
INSERT INTO "My Shop"."Order Lines" SELECT g, g, g FROM generate_series(1, 500) g;
CREATE TABLE "My Shop"."Order Lines_aside" (a int);
