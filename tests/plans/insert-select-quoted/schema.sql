CREATE TABLE "Order Lines" ("Order" uuid, "Line" int, total numeric, "place" text, PRIMARY KEY ("Order", "Line"));
INSERT INTO "Order Lines" SELECT md5((g / 7)::text)::uuid, g % 7, g, 'x' FROM generate_series(1, 7000) g;
CREATE TABLE "Archive" ("Order" uuid, "Line" int, total numeric, CHECK (total > 0));
