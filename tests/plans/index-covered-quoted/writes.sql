INSERT INTO "My Shop"."Orders" VALUES (:n, '2025-05-05', :n);
