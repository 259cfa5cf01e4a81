CREATE SCHEMA app;
CREATE TABLE app.notes (id uuid PRIMARY KEY, owner uuid, body text, pinned boolean);
INSERT INTO app.notes SELECT md5(g::text)::uuid, md5((g % 50)::text)::uuid, 'n' || g, false FROM generate_series(1, 3000) g;
