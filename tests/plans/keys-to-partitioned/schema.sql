CREATE TABLE days (day date PRIMARY KEY, note text) PARTITION BY RANGE (day);
CREATE TABLE days_h1 PARTITION OF days FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE TABLE days_h2 PARTITION OF days FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
CREATE TABLE shifts (id bigint PRIMARY KEY, day date, person text);
INSERT INTO days SELECT date '2024-01-01' + g, 'n' FROM generate_series(0, 365) g;
INSERT INTO shifts SELECT g, date '2024-01-01' + g % 360, 'p' FROM generate_series(1, 3000) g;
