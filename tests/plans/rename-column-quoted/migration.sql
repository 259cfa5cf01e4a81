ALTER TABLE "Order Lines" RENAME "from" TO "select";
