ALTER TABLE "Büro"."Möbelstück" ALTER COLUMN "Größe" SET NOT NULL, ADD CONSTRAINT "größer als 0" CHECK ("Größe" >= 0);
ALTER TABLE "Büro"."Möbelstück" ADD UNIQUE ("名前");
ALTER TABLE "Büro"."Räume" ADD FOREIGN KEY ("Möbel") REFERENCES "Büro"."Möbelstück";
CREATE INDEX ON "Büro"."Räume" ("Möbel");
ALTER TABLE "Büro"."Räume" ADD COLUMN "Fläche m²" numeric DEFAULT 12.5;
