ALTER TABLE "odd ""quoted"" table" ALTER COLUMN "it's" SET NOT NULL, ADD CONSTRAINT "it's > ""0""" CHECK ("100%" > 0);
CREATE UNIQUE INDEX "a.b 'unique'" ON "odd ""quoted"" table" ("a.b", ("select" || "it's"));
ALTER TABLE "order" ADD CONSTRAINT "order.fk" FOREIGN KEY ("user") REFERENCES "odd ""quoted"" table" (id) ON DELETE CASCADE;
ALTER TABLE "odd ""quoted"" table" ADD UNIQUE ("$1");
