CREATE TABLE rooms (id int PRIMARY KEY, width int, depth int, area int GENERATED ALWAYS AS (width + depth) STORED);
INSERT INTO rooms (id, width, depth) SELECT g, g % 90, g % 70 FROM generate_series(1, 20000) g;
