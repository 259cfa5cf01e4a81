CREATE TABLE cells (x int, y int, label text, PRIMARY KEY (x, y));
INSERT INTO cells SELECT g / 100, g % 100, 'c' FROM generate_series(0, 9999) g;
CREATE TABLE marks (id bigint PRIMARY KEY, cx int, cy int, parent bigint);
INSERT INTO marks SELECT g, g / 100, g % 100, g FROM generate_series(1, 9999) g;
