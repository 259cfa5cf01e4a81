CREATE TABLE imports (id bigint PRIMARY KEY, raw jsonb, done boolean);
INSERT INTO imports SELECT g, '{}', true FROM generate_series(1, 2000) g;
