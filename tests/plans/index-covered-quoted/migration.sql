DROP INDEX "My Shop"."By total";
CREATE INDEX ON "My Shop"."Orders" ("Total", "Day");
