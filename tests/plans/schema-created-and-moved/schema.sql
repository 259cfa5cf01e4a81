CREATE TABLE audit (id bigint PRIMARY KEY, who text, what text);
CREATE TABLE actors (id int PRIMARY KEY, name text);
INSERT INTO audit SELECT g, 'w' || g % 40, 'x' FROM generate_series(1, 3000) g;
INSERT INTO actors SELECT g, 'w' || g FROM generate_series(1, 40) g;
