CREATE TABLE "Sensors" (a int, b int, PRIMARY KEY (a, b));
INSERT INTO "Sensors" SELECT g, g FROM generate_series(1, 100) g;
CREATE TABLE readings (id bigint NOT NULL, at date NOT NULL, kind text, sensor_a int, sensor_b int) PARTITION BY RANGE (at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (kind);
CREATE TABLE "readings 2025 a" PARTITION OF readings_2025 FOR VALUES IN ('a');
CREATE TABLE readings_2025_rest PARTITION OF readings_2025 DEFAULT;
INSERT INTO readings SELECT g, date '2024-01-01' + (g % 700)::int, CASE g % 2 WHEN 0 THEN 'a' END, g % 100 + 1, g % 100 + 1 FROM generate_series(1, 9000) g;
