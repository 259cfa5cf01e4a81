ALTER TABLE "A b"."T 1" ALTER "a" TYPE bigint, ALTER COLUMN "A" SET DATA TYPE numeric, ALTER "a_new" TYPE text USING CASE WHEN "a" > 0 THEN "a_new"::text ELSE "select" END;
