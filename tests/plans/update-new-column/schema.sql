CREATE SCHEMA app;
CREATE TABLE app."Order" ("Id" bigint PRIMARY KEY, block int, size int);
INSERT INTO app."Order" SELECT g, g, g FROM generate_series(1, 12000) g;
CREATE TABLE app."Line" (order_id bigint NOT NULL, price int);
INSERT INTO app."Line" SELECT g, g * 2 FROM generate_series(1, 3000) g;
CREATE INDEX ON app."Line" (order_id);
