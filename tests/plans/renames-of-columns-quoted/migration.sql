ALTER TABLE "My Shop"."Order Lines" RENAME "from" TO "select";
ALTER TABLE "My Shop"."Order Lines" RENAME COLUMN "To" TO "Un til";
