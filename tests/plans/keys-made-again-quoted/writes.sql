INSERT INTO "My Shop"."Order" VALUES (:n, :n, 2024);
