-- set aside: "Shop"."Order Lines before"
CREATE TABLE "Shop"."Order Lines by year" (LIKE "Shop"."Order Lines" INCLUDING DEFAULTS) PARTITION BY RANGE ("when");
CREATE TABLE "Shop"."Lines 2024" PARTITION OF "Shop"."Order Lines by year" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE "Shop"."Lines later" PARTITION OF "Shop"."Order Lines by year" DEFAULT;
ALTER TABLE "Shop"."Order Lines by year" ADD PRIMARY KEY ("Order", "Line", "when");
INSERT INTO "Shop"."Order Lines by year" SELECT * FROM "Shop"."Order Lines";
ALTER TABLE "Shop"."Order Lines" RENAME TO "Order Lines before";
ALTER TABLE "Shop"."Order Lines by year" RENAME TO "Order Lines";
GRANT SELECT ON "Shop"."Order Lines" TO PUBLIC;
ALTER TABLE "Shop"."Order Lines" ADD CONSTRAINT "Price is sane" CHECK ("Old price" >= 0);
