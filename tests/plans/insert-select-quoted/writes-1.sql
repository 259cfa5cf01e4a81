UPDATE "Order Lines" SET total = total WHERE "Line" = :n - 999999;
