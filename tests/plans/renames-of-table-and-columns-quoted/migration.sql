ALTER TABLE "Sales"."100%" RENAME TO "Whole";
ALTER TABLE "Sales"."Whole" RENAME "User" TO "order";
