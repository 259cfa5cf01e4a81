CREATE TABLE sales (day date, amount int);
INSERT INTO sales SELECT date '2024-01-01' + g % 300, g FROM generate_series(1, 9000) g;
CREATE MATERIALIZED VIEW sales_by_day AS SELECT day, sum(amount) AS amount FROM sales GROUP BY day;
CREATE UNIQUE INDEX ON sales_by_day (day);
CREATE MATERIALIZED VIEW "Days" AS SELECT DISTINCT day AS "Day", day > '2024-05-05' AS late FROM sales;
CREATE UNIQUE INDEX ON "Days" ("Day") WHERE late;
CREATE UNIQUE INDEX ON "Days" ("Day");
