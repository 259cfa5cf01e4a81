CREATE SCHEMA "Shop";
CREATE TABLE "Shop"."Order Lines" (
  "Order" uuid, "Line" int, "new" text, "Old price" numeric, "when" date NOT NULL,
  PRIMARY KEY ("Order", "Line")
);
INSERT INTO "Shop"."Order Lines" SELECT md5(g::text)::uuid, l, 'x' || g, g * l, date '2024-01-01' + g % 700 FROM generate_series(1, 900) g, generate_series(1, 4) l;
CREATE FUNCTION "Shop".touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."new" := NEW."new" || '.'; RETURN NEW; END $$;
CREATE TRIGGER "Order Lines_sync" BEFORE UPDATE ON "Shop"."Order Lines" FOR EACH ROW WHEN (OLD."Old price" <> NEW."Old price") EXECUTE PROCEDURE "Shop".touch();
