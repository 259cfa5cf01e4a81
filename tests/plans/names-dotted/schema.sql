CREATE SCHEMA "Sales Dept";
CREATE TABLE "Sales Dept"."order.items" ("line no" bigint PRIMARY KEY, "Größe" int, "a""quote" text, "price.net" numeric);
INSERT INTO "Sales Dept"."order.items" SELECT g, g % 50, 'q' || g, g FROM generate_series(1, 5000) g;
