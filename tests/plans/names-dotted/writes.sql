INSERT INTO "Sales Dept"."order.items" VALUES (:n, 1, 'w:n', 5);
UPDATE "Sales Dept"."order.items" SET "Größe" = 7 WHERE "line no" = :n - 999990;
