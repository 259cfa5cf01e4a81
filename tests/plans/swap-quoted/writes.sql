INSERT INTO "Shop"."Order Lines" VALUES (md5('w:n')::uuid, 1, 'written', 1, '2024-12-31'), (md5('w:n')::uuid, 2, 'written', 2, '2026-01-01');
UPDATE "Shop"."Order Lines" SET "when" = '2027-01-01' WHERE "Order" = md5((:n - 999999)::text)::uuid;
UPDATE "Shop"."Order Lines" SET "Line" = "Line" + 10 WHERE "Order" = md5((:n - 999900)::text)::uuid;
DELETE FROM "Shop"."Order Lines" WHERE "Order" = md5((:n - 999800)::text)::uuid AND "Line" = 2;
