CREATE TABLE events (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  body text
);
INSERT INTO events SELECT g, 'title ' || g, 'some words about number ' || g FROM generate_series(1, 20000) g;
