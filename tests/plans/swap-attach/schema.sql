CREATE TABLE metrics (id bigserial, at timestamptz NOT NULL, v int, PRIMARY KEY (id, at));
CREATE INDEX metrics_at ON metrics (at);
INSERT INTO metrics (at, v) SELECT timestamptz '2024-01-01' + g * interval '5 minutes', g FROM generate_series(1, 5000) g;
