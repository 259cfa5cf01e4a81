CREATE INDEX "by Größe" ON "Sales Dept"."order.items" ("Größe");
ALTER TABLE "Sales Dept"."order.items" ALTER COLUMN "a""quote" SET NOT NULL;
ALTER TABLE "Sales Dept"."order.items" ADD CHECK ("price.net" >= 0);
COMMENT ON COLUMN "Sales Dept"."order.items"."a""quote" IS 'it''s quoted';
CREATE UNIQUE INDEX ON "Sales Dept"."order.items" (lower("a""quote"));
