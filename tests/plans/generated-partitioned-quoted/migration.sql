-- majors: 13-18
ALTER TABLE "S 1"."To Do" ADD COLUMN "The A" text GENERATED ALWAYS AS ("select"->>'a') STORED;
ALTER TABLE "S 1"."To Do" RENAME COLUMN "The A" TO "the ""A""";
