CREATE TABLE readings (id bigint NOT NULL, at timestamptz NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_rest PARTITION OF readings DEFAULT;
INSERT INTO readings SELECT g, timestamptz '2024-01-01' + g % 365 * interval '1 day', 'k' || g FROM generate_series(1, 6000) g;
INSERT INTO readings SELECT g, timestamptz '2020-01-01' + g % 365 * interval '1 day', 'k' || g FROM generate_series(1, 6000) g;
CREATE INDEX ON readings (kind);
