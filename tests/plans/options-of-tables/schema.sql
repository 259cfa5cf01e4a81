CREATE TABLE queue (id bigint PRIMARY KEY, payload jsonb, state text) WITH (fillfactor = 80);
INSERT INTO queue SELECT g, '{}', 'new' FROM generate_series(1, 5000) g;
