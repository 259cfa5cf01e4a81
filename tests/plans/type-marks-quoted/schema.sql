CREATE SCHEMA "Ware house";
CREATE TABLE "Ware house"."Spare Parts" (
  "Part No" int NOT NULL,
  "the ""Code""" int NOT NULL,
  CONSTRAINT "its Key" PRIMARY KEY ("Part No"),
  CONSTRAINT "once, 100%" UNIQUE ("the ""Code""")
);
CREATE INDEX "By Both" ON "Ware house"."Spare Parts" ("the ""Code""", "Part No");
COMMENT ON CONSTRAINT "its Key" ON "Ware house"."Spare Parts" IS 'the key';
COMMENT ON INDEX "Ware house"."its Key" IS 'the index of the key';
COMMENT ON CONSTRAINT "once, 100%" ON "Ware house"."Spare Parts" IS '';
COMMENT ON INDEX "Ware house"."By Both" IS 'both';
ALTER TABLE "Ware house"."Spare Parts" REPLICA IDENTITY USING INDEX "once, 100%";
ALTER TABLE "Ware house"."Spare Parts" CLUSTER ON "its Key";
ALTER INDEX "Ware house"."By Both" SET (fillfactor = 70);
GRANT SELECT ("Part No") ON "Ware house"."Spare Parts" TO PUBLIC;
INSERT INTO "Ware house"."Spare Parts" SELECT g, g FROM generate_series(1, 20000) g;
