SET search_path TO "My Shop";
DROP INDEX IF EXISTS "By day";
CREATE INDEX "By day" ON "Orders" USING brin ("Day") WITH (pages_per_range = 16);
