CREATE TABLE animals (id bigint NOT NULL, name text, weight int);
CREATE TABLE dogs (good boolean) INHERITS (animals);
CREATE TABLE cats (lives int) INHERITS (animals);
CREATE TABLE puppies (weeks int) INHERITS (dogs);
INSERT INTO animals SELECT g, 'a' || g, g FROM generate_series(1, 1000) g;
INSERT INTO dogs SELECT g, 'd' || g, g, true FROM generate_series(1, 1000) g;
INSERT INTO puppies SELECT g, 'p' || g, g, true, 3 FROM generate_series(1, 1000) g;
