CREATE TABLE sales (id bigint PRIMARY KEY, region text, amount numeric, sold date);
INSERT INTO sales SELECT g, 'r' || g % 9, g, '2024-01-01' FROM generate_series(1, 3000) g;
CREATE VIEW big_sales AS SELECT * FROM sales WHERE amount > 100;
CREATE MATERIALIZED VIEW by_region AS SELECT region, sum(amount) AS total FROM sales WHERE id < 9000 GROUP BY region;
CREATE FUNCTION latest() RETURNS SETOF sales LANGUAGE sql STABLE AS 'SELECT * FROM sales ORDER BY sold DESC LIMIT 1';
