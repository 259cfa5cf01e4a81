ALTER TABLE "App"."Users"
  ADD COLUMN "Code" varchar(20) -- unique: one each
    CONSTRAINT "one Code" UNIQUE DEFERRABLE INITIALLY DEFERRED COLLATE "C",
  ADD "Team" text CHECK ("Team" <> '') /* none yet */ DEFAULT 'team 5' REFERENCES "App"."Teams" ("name of it"),
  ADD COLUMN plain int REFERENCES "App"."Teams",
  ADD COLUMN "Rank" int UNIQUE WITH (fillfactor = 70) CHECK ("Rank" > 0) CONSTRAINT odd CHECK ("Rank" % 2 = 1);
