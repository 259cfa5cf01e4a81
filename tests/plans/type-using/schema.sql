CREATE SCHEMA app;
CREATE TABLE app."Visit" (
  "Id" bigint PRIMARY KEY,
  "Seen at" text NOT NULL,
  note text
);
INSERT INTO app."Visit" SELECT g, '2024-' || (g % 12 + 1) || '-' || (g % 28 + 1) FROM generate_series(1, 20000) g;
