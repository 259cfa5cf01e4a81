CREATE TABLE parcels (id bigint PRIMARY KEY, weight int, label text);
INSERT INTO parcels SELECT g, g % 30 + 1, 'p' || g FROM generate_series(1, 3000) g;
