CREATE SCHEMA app;
CREATE TABLE app."Orders" (
  id int PRIMARY KEY,
  "Customer" int,
  total int NOT NULL CHECK (total >= 0),
  note text
);
INSERT INTO app."Orders" SELECT g, g % 40, g FROM generate_series(1, 2000) g;
CREATE INDEX orders_customer ON app."Orders" ("Customer", total);
CREATE STATISTICS app.orders_both ON "Customer", total FROM app."Orders";
