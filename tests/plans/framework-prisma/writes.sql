INSERT INTO "User" ("id", "email", "teamId") VALUES (:n, 'new:n@example.org', 7);
UPDATE "User" SET "teamId" = 8 WHERE "id" = :n - 999990;
