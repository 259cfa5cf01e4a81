CREATE TABLE continents (id int PRIMARY KEY, name text);
CREATE TABLE countries (id int, continent int, name text);
CREATE TABLE cities (id int, country int, name text);
INSERT INTO continents SELECT g, 'c' || g FROM generate_series(1, 7) g;
INSERT INTO countries SELECT g, g % 7 + 1, 'c' || g FROM generate_series(1, 200) g;
INSERT INTO cities SELECT g, g % 200 + 1, 'c' || g FROM generate_series(1, 3000) g;
