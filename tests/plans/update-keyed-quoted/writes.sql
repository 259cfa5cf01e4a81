INSERT INTO "Shop"."Prices" VALUES ('writer :n', '2024-02-02', 3, NULL, 1);
