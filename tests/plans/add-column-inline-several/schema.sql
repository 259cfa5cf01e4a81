CREATE TABLE regions (id int PRIMARY KEY);
INSERT INTO regions SELECT g FROM generate_series(1, 300) g;
CREATE TABLE orders (total int, placed date) ;
INSERT INTO orders SELECT g, date '2024-01-01' + g % 300 FROM generate_series(1, 12000) g;
CREATE TABLE visits (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
INSERT INTO visits SELECT g, date '2024-01-01' + g % 300 FROM generate_series(1, 9000) g;
