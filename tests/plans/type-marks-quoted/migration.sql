-- majors: 12-18
ALTER TABLE "Ware house"."Spare Parts" ALTER COLUMN "the ""Code""" TYPE numeric;
ALTER TABLE "Ware house"."Spare Parts" ALTER COLUMN "Part No" TYPE bigint;
