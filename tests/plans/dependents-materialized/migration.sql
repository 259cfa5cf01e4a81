ALTER TABLE sales ALTER COLUMN amount SET NOT NULL, ADD CONSTRAINT sales_amount CHECK (amount > 0);
CREATE OR REPLACE VIEW big_sales AS SELECT * FROM sales WHERE amount > 200;
CREATE UNIQUE INDEX by_region_key ON by_region (region);
REFRESH MATERIALIZED VIEW CONCURRENTLY by_region;
CREATE VIEW small_sales WITH (security_barrier) AS SELECT id, amount FROM sales WHERE amount < 10;
GRANT SELECT ON small_sales TO PUBLIC;
