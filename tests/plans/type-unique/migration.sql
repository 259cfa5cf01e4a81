ALTER TABLE "Shop"."Article" ALTER COLUMN "Label" TYPE varchar(30);
ALTER TABLE "Shop"."Article" ALTER COLUMN "Number" TYPE bigint;
