INSERT INTO "My Shop"."Order Lines" ("Id", "select", "Un til") VALUES (:n, 1, 2);
INSERT INTO "My Shop"."Order Lines" VALUES (:n + 5000000, 1, 2);
