CREATE TABLE addresses (id bigint PRIMARY KEY, street text, zip text, city text, country text DEFAULT 'DE');
INSERT INTO addresses SELECT g, 's', 'z' || g, 'c' FROM generate_series(1, 3000) g;
ALTER TABLE addresses ADD CONSTRAINT zip_there CHECK (zip IS NOT NULL AND zip <> '');
