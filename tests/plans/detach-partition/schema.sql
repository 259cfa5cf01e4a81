CREATE TABLE sensors (id bigint PRIMARY KEY);
INSERT INTO sensors SELECT g FROM generate_series(1, 100) g;
CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL, kind text, sensor_id bigint REFERENCES sensors (id), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX ON readings (kind);
INSERT INTO readings SELECT g, date '2024-01-01' + (g % 700)::int, 'k' || g, g % 100 + 1 FROM generate_series(1, 6000) g;
