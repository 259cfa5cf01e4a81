CREATE TABLE readings (id bigint PRIMARY KEY, low int, high int);
INSERT INTO readings SELECT g, g, g + 5 FROM generate_series(1, 3000) g;
