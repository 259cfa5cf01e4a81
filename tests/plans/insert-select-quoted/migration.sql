INSERT INTO "Archive" SELECT "Order", "Line", CASE WHEN total > 50 THEN total ELSE total + 1 END FROM public."Order Lines";
