CREATE TABLE boxes (id int PRIMARY KEY, w int NOT NULL, h int, area int GENERATED ALWAYS AS (w * coalesce(h, 1)) STORED);
INSERT INTO boxes (id, w, h) SELECT g, g % 50 + 1, g % 7 + 1 FROM generate_series(1, 3000) g;
