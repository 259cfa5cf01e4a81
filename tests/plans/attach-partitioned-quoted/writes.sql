INSERT INTO "My Sales"."Orders" VALUES (:n, '2024-03-03', 'eu', 4);
INSERT INTO "My Sales"."Orders 2025" VALUES (:n, '2025-03-03', 'us', 4);
