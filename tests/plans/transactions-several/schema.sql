CREATE TABLE orders (id bigint PRIMARY KEY, state text, total int, note text);
INSERT INTO orders SELECT g, 'new', g, 'n' FROM generate_series(1, 3000) g;
CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint);
INSERT INTO refunds SELECT g, g FROM generate_series(1, 300) g;
