INSERT INTO "Ware house"."Spare Parts" ("Part No", "the ""Code""") VALUES (:n, :n);
UPDATE "Ware house"."Spare Parts" SET "the ""Code""" = :n + 500000 WHERE "Part No" = :n - 999990;
DELETE FROM "Ware house"."Spare Parts" WHERE "Part No" = :n - 985000;
