CREATE SCHEMA app;
CREATE TABLE app."Order" (
  "Id" bigint PRIMARY KEY,
  "user" text,
  "Total amount" numeric
);
INSERT INTO app."Order" SELECT g, 'user ' || g, g FROM generate_series(1, 10000) g;
CREATE TABLE app."Group" ("Id" bigint PRIMARY KEY, "Order" bigint);
INSERT INTO app."Group" SELECT g, g FROM generate_series(1, 5000) g;
