BEGIN;
--
-- Add field a to t
--
ALTER TABLE "t" ADD COLUMN "a" integer NULL;
COMMIT;
