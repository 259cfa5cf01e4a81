CREATE TABLE tickets (id bigint PRIMARY KEY, priority text, opened date);
INSERT INTO tickets SELECT g, 'low', '2024-01-01' FROM generate_series(1, 3000) g;
