CREATE SCHEMA "Shop";
CREATE TABLE "Shop"."Article" (
  "Number" int NOT NULL,
  "Language" varchar(5) NOT NULL,
  "Label" varchar(40),
  UNIQUE ("Label") WITH (fillfactor = 70),
  CONSTRAINT "Article key" PRIMARY KEY ("Number", "Language") INCLUDE ("Label")
);
CREATE UNIQUE INDEX "One label" ON "Shop"."Article" (lower("Label"));
INSERT INTO "Shop"."Article" SELECT g / 2, (ARRAY['de', 'en'])[g % 2 + 1], 'label ' || g FROM generate_series(1, 20000) g;
