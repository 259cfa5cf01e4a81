CREATE TABLE clicks (at date NOT NULL, n int NOT NULL, page text);
INSERT INTO clicks SELECT date '2024-01-01' + g / 10, g, 'page ' || g % 7 FROM generate_series(1, 3000) g;
