CREATE TABLE hits (id bigint, zone int NOT NULL, page text) PARTITION BY LIST (zone);
CREATE TABLE hits_1 PARTITION OF hits FOR VALUES IN (1);
CREATE TABLE hits_rest PARTITION OF hits DEFAULT;
INSERT INTO hits SELECT g, g % 3, 'p' || g FROM generate_series(1, 3000) g;
