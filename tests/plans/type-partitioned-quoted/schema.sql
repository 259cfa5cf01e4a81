CREATE SCHEMA "My Data";
CREATE TABLE "My Data"."All Of It" (
  "No" int NOT NULL,
  "Re gion" text NOT NULL,
  "Size" int CONSTRAINT "Size is" CHECK ("Size" > 0),
  UNIQUE ("Re gion", "No")
) PARTITION BY LIST ("Re gion");
CREATE TABLE "My Data"."Part of eu" PARTITION OF "My Data"."All Of It" FOR VALUES IN ('eu');
CREATE TABLE "My Data"."Part us 100%" PARTITION OF "My Data"."All Of It" FOR VALUES IN ('us');
CREATE INDEX "My Index" ON "My Data"."All Of It" USING btree ("Size" DESC) WHERE "Size" > 3;
COMMENT ON INDEX "My Data"."My Index" IS 'mine';
COMMENT ON COLUMN "My Data"."Part us 100%"."No" IS 'it''s 100%';
INSERT INTO "My Data"."All Of It" SELECT g, CASE g % 2 WHEN 0 THEN 'eu' ELSE 'us' END, g % 90 + 1 FROM generate_series(1, 20000) g;
