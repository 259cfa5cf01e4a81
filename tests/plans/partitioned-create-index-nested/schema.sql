CREATE SCHEMA metrics;
CREATE TABLE metrics."Readings" (id bigint NOT NULL, at date NOT NULL, "Kind" text NOT NULL, sensor_id bigint) PARTITION BY RANGE (at);
CREATE TABLE metrics.readings_2024 PARTITION OF metrics."Readings" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE metrics."Readings 2025" PARTITION OF metrics."Readings" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST ("Kind");
CREATE TABLE metrics."Readings 2025 a" PARTITION OF metrics."Readings 2025" FOR VALUES IN ('k0', 'k1');
CREATE TABLE public.readings_2025_rest PARTITION OF metrics."Readings 2025" DEFAULT;
CREATE INDEX "old one" ON metrics.readings_2024 (sensor_id, lower("Kind")) WHERE sensor_id > 5;
INSERT INTO metrics."Readings" SELECT g, date '2024-01-01' + (g % 700)::int, 'k' || g % 9, g % 100 + 1 FROM generate_series(1, 10000) g;
