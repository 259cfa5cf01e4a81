UPDATE "Lines" SET "User" = "User" WHERE "Id" = :n - 999990;
