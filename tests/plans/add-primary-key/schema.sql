CREATE TABLE line_items (order_id bigint, line int NOT NULL, sku text);
INSERT INTO line_items SELECT g / 5, g % 5, 'sku' || g FROM generate_series(1, 20000) g;
CREATE TABLE "Tags" ("Id" uuid NOT NULL, label text);
INSERT INTO "Tags" SELECT md5(g::text)::uuid, 't' || g FROM generate_series(1, 5000) g;
