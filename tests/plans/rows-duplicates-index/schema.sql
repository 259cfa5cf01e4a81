CREATE TABLE slugs (id bigint PRIMARY KEY, "Slug" text, gone boolean NOT NULL DEFAULT false);
INSERT INTO slugs SELECT g, 'Slug-' || g FROM generate_series(1, 3000) g;
