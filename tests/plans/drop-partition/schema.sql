CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE readings_2023 PARTITION OF readings FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE scratch (id int);
CREATE INDEX ON readings (kind);
INSERT INTO readings SELECT g, date '2023-01-01' + (g % 1000)::int, 'k' || g FROM generate_series(1, 6000) g;
