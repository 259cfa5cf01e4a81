-- majors: 12-18
ALTER TABLE "My Data"."All Of It" ALTER COLUMN "No" TYPE bigint;
ALTER TABLE "My Data"."All Of It" ALTER COLUMN "Size" TYPE bigint;
