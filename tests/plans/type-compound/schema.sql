CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE people (
  id bigint PRIMARY KEY,
  mood text NOT NULL DEFAULT 'ok',
  score real DEFAULT 1.5,
  name text
);
CREATE INDEX ON people (mood);
INSERT INTO people SELECT g, (ARRAY['sad', 'ok', 'happy'])[g % 3 + 1], g / 7.0 FROM generate_series(1, 20000) g;
