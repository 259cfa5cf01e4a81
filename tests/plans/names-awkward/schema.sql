CREATE TABLE "odd ""quoted"" table" (id int PRIMARY KEY, "a.b" int, "it's" text, "select" text, "100%" numeric, "$1" int);
CREATE TABLE "order" ("group" int PRIMARY KEY, "user" int);
INSERT INTO "odd ""quoted"" table" SELECT g, g, 'x' || g, 's', g, g FROM generate_series(1, 3000) g;
INSERT INTO "order" SELECT g, g FROM generate_series(1, 500) g;
