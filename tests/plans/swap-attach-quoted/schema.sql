CREATE SCHEMA "Data Lake";
CREATE TABLE "Data Lake".regions (code text PRIMARY KEY);
CREATE TABLE "Data Lake"."Sales" (
  "Region" text NOT NULL REFERENCES "Data Lake".regions (code), "Day" date NOT NULL, amount numeric CONSTRAINT "is positive" CHECK (amount > 0), note text DEFAULT 'x'
);
CREATE INDEX "Sales by day" ON "Data Lake"."Sales" ("Day");
INSERT INTO "Data Lake".regions VALUES ('north'), ('south'), ('west');
INSERT INTO "Data Lake"."Sales" SELECT CASE WHEN g % 2 = 0 THEN 'north' ELSE 'south' END, date '2024-01-01' + g / 10, g, NULL FROM generate_series(1, 4000) g;
ALTER TABLE "Data Lake"."Sales" ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON "Data Lake"."Sales" USING (true);
