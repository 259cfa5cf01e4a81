CREATE TABLE "Order Lines" (
  "Id" int PRIMARY KEY,
  "from" int,
  "To" int
);
INSERT INTO "Order Lines" SELECT g, g, g FROM generate_series(1, 500) g;
CREATE TABLE "Order Lines_aside" (a int);
