SET search_path = app;
ALTER TABLE "Order" ALTER COLUMN "user" SET NOT NULL;
CREATE INDEX ON "Order" ("user");
