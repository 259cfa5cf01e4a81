CREATE TABLE shapes (id bigint, area numeric);
CREATE TABLE circles (radius numeric) INHERITS (shapes);
CREATE TABLE discs (thick numeric) INHERITS (circles);
INSERT INTO shapes SELECT g, g FROM generate_series(1, 3000) g;
INSERT INTO circles SELECT g, g, 1 FROM generate_series(1, 3000) g;
INSERT INTO discs SELECT g, g, 1, 2 FROM generate_series(1, 3000) g;
