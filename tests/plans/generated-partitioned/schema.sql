CREATE TABLE visits (id bigint, day date NOT NULL, page text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE visits_2023 PARTITION OF visits FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE visits_later PARTITION OF visits DEFAULT PARTITION BY LIST (day);
CREATE TABLE visits_rest PARTITION OF visits_later DEFAULT;
INSERT INTO visits SELECT g, date '2023-06-01' + g % 500, '/p/' || g % 30 FROM generate_series(1, 20000) g;
