CREATE TABLE orders (id bigint PRIMARY KEY, state text, meta jsonb, legacy text, shop text);
CREATE TABLE readings (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE readings_2023 PARTITION OF readings FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
