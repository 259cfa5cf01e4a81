CREATE TABLE sales (day date, amount int);
INSERT INTO sales SELECT date '2024-01-01' + g % 300, g FROM generate_series(1, 9000) g;
CREATE MATERIALIZED VIEW sales_by_day AS SELECT day, sum(amount) AS amount FROM sales GROUP BY day;
CREATE UNIQUE INDEX ON sales_by_day (day) WHERE amount > 5;
