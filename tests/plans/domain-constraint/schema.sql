CREATE DOMAIN mail AS text;
CREATE SCHEMA "App";
CREATE DOMAIN "App"."Small Number" AS int;
CREATE TABLE users (id bigint PRIMARY KEY, mail mail, "Rank" "App"."Small Number");
INSERT INTO users SELECT g, g || '@example.org', g % 100 FROM generate_series(1, 9000) g;
