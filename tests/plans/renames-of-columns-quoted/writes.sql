INSERT INTO "My Shop"."Order Lines" ("Id", "from", "To") VALUES (:n, 1, 2);
INSERT INTO "My Shop"."Order Lines" VALUES (:n + 5000000, 1, 2);
