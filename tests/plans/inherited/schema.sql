CREATE TABLE animals (id bigint, name text, legs int);
CREATE TABLE dogs (breed text) INHERITS (animals);
INSERT INTO animals SELECT g, 'animal ' || g, 4 FROM generate_series(1, 5000) g;
INSERT INTO dogs SELECT g, 'dog ' || g, 4, 'pug' FROM generate_series(1, 5000) g;
