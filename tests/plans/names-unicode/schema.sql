CREATE SCHEMA "Büro";
CREATE TABLE "Büro"."Möbelstück" (id bigint PRIMARY KEY, "Größe" int, "名前" text, "weiß?" boolean);
CREATE TABLE "Büro"."Räume" ("Nr" int PRIMARY KEY, "Möbel" bigint);
INSERT INTO "Büro"."Möbelstück" SELECT g, g % 90, 'ü' || g, true FROM generate_series(1, 3000) g;
INSERT INTO "Büro"."Räume" SELECT g, g FROM generate_series(1, 500) g;
