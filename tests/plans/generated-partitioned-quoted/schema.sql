CREATE SCHEMA "S 1";
CREATE TABLE "S 1"."To Do" ("No" int, "Re gion" text NOT NULL, "select" json) PARTITION BY LIST ("Re gion");
CREATE TABLE "S 1"."In eu" PARTITION OF "S 1"."To Do" FOR VALUES IN ('eu');
CREATE TABLE "S 1"."In us" PARTITION OF "S 1"."To Do" FOR VALUES IN ('us');
INSERT INTO "S 1"."To Do" SELECT g, CASE g % 2 WHEN 0 THEN 'eu' ELSE 'us' END, '{"a": 1}' FROM generate_series(1, 10000) g;
