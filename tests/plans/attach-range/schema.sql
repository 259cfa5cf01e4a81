CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_old (id bigint NOT NULL, at date NOT NULL, kind text);
INSERT INTO readings_old SELECT g, date '2023-01-01' + (g % 365)::int, 'k' || g FROM generate_series(1, 9000) g;
INSERT INTO readings SELECT g, date '2024-01-01' + (g % 365)::int, 'k' || g FROM generate_series(1, 900) g;
