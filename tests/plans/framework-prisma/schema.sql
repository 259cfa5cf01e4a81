CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "teamId" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Team" ("id" SERIAL NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
INSERT INTO "Team" ("name") SELECT 'team ' || g FROM generate_series(1, 100) g;
INSERT INTO "User" ("email", "teamId") SELECT 'u' || g || '@example.org', g % 100 + 1 FROM generate_series(1, 3000) g;
