CREATE TABLE docs (id bigint PRIMARY KEY, title text NOT NULL, body text, tags text[], meta jsonb, span int4range, made timestamptz);
INSERT INTO docs SELECT g, 'Title ' || g, 'body', ARRAY['a', 'b' || g % 7], jsonb_build_object('n', g), int4range(g, g + 2), '2024-01-01' FROM generate_series(1, 3000) g;
