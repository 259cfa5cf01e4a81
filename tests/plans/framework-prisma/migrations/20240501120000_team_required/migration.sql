/*
  Warnings:

  - Made the column `teamId` on table `User` required. This step will fail if there are existing NULL values in that column.
  - A unique constraint covering the columns `[email]` on the table `User` will be added.
*/
-- AlterTable
ALTER TABLE "User" ALTER COLUMN "teamId" SET NOT NULL,
ADD COLUMN     "createdAt" TIMESTAMP(3) NOT NULL DEFAULT '2024-01-01 00:00:00';

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
