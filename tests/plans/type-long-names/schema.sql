CREATE SCHEMA "a schema with a name that is long but fits 63 bytes 0123456789";
CREATE TABLE "a schema with a name that is long but fits 63 bytes 0123456789"."a table whose name is as long as it can be 0123456789 012345 67é" (
  "the ""number"" of something, in as many bytes as there are 01234567" int NOT NULL,
  "the ""number"" of something, in as many bytes as there are 0123_new" text,
  id bigint,
  CONSTRAINT "a key with a name that is so long that no more fits 01234567890" PRIMARY KEY ("the ""number"" of something, in as many bytes as there are 01234567"),
  CONSTRAINT "a check with a name that is so long that no more fits 012345678" CHECK ("the ""number"" of something, in as many bytes as there are 01234567" > 0)
);
CREATE INDEX "an index with a name that is so long that no more fits 01234567" ON "a schema with a name that is long but fits 63 bytes 0123456789"."a table whose name is as long as it can be 0123456789 012345 67é" ("the ""number"" of something, in as many bytes as there are 01234567", id);
INSERT INTO "a schema with a name that is long but fits 63 bytes 0123456789"."a table whose name is as long as it can be 0123456789 012345 67é" SELECT g FROM generate_series(1, 20000) g;
