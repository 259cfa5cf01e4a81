CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 (id bigint, at date NOT NULL);
INSERT INTO events SELECT g, '2023-05-05' FROM generate_series(1, 1000) g;
INSERT INTO events_2024 SELECT g, '2024-05-05' FROM generate_series(1, 3000) g;
