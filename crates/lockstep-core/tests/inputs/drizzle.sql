ALTER TABLE "t" ADD COLUMN "a" int;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "a" ON "t" ("a");
