CREATE SCHEMA "App";
CREATE TABLE "App"."Users" ("Id" bigint PRIMARY KEY, "Mail" text);
INSERT INTO "App"."Users" SELECT g, g || '@example.org' FROM generate_series(1, 3000) g;
CREATE VIEW "App"."Mail's list" AS SELECT "Mail" FROM "App"."Users";
CREATE TABLE "Lines" ("Id" bigint PRIMARY KEY, "User" bigint REFERENCES "App"."Users");
INSERT INTO "Lines" SELECT g, g FROM generate_series(1, 3000) g;
