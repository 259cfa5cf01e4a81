BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE "Data Lake"."Sales" RENAME TO "Sales: north, south";
CREATE TABLE "Data Lake"."Sales" (
  "Region" text NOT NULL REFERENCES "Data Lake".regions (code), "Day" date NOT NULL, amount numeric CONSTRAINT "is positive" CHECK (amount > 0), note text DEFAULT 'x'
) PARTITION BY LIST ("Region");
CREATE TABLE "Data Lake"."Sales: west" PARTITION OF "Data Lake"."Sales" FOR VALUES IN ('west');
ALTER TABLE "Data Lake"."Sales" ATTACH PARTITION "Data Lake"."Sales: north, south" FOR VALUES IN ('north', 'south');
ALTER TABLE "Data Lake"."Sales" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON "Data Lake"."Sales" USING (true);
GRANT SELECT ON "Data Lake"."Sales" TO PUBLIC;
COMMENT ON TABLE "Data Lake"."Sales" IS 'by region';
COMMIT;
CREATE INDEX "Sales of a region" ON "Data Lake"."Sales" ("Region", "Day");
