ALTER TABLE "Sales"."100%" RENAME TO "Whole";
