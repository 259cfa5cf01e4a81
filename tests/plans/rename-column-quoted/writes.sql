INSERT INTO "Order Lines" ("Id", "from") VALUES (:n, 1);
INSERT INTO "Order Lines" VALUES (:n + 5000000, 1, 2);
