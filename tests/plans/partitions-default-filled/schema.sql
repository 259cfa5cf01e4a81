CREATE TABLE log (id bigint, at date NOT NULL, level text) PARTITION BY RANGE (at);
CREATE TABLE log_2023 PARTITION OF log FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE log_rest PARTITION OF log DEFAULT;
INSERT INTO log SELECT g, date '2023-01-01' + g % 365, 'info' FROM generate_series(1, 3000) g;
INSERT INTO log SELECT g, date '2025-01-01' + g % 30, 'info' FROM generate_series(1, 500) g;
