CREATE SCHEMA sales;
CREATE TABLE sales."Orders" (id bigint NOT NULL, "Region" text, note text) PARTITION BY LIST ("Region");
CREATE TABLE sales.orders_eu PARTITION OF sales."Orders" FOR VALUES IN ('eu', 'uk');
CREATE TABLE sales.orders_rest PARTITION OF sales."Orders" DEFAULT;
CREATE TABLE sales."Orders of the US" (id bigint NOT NULL, "Region" text, note text);
INSERT INTO sales."Orders of the US" SELECT g, CASE g % 3 WHEN 0 THEN 'us' WHEN 1 THEN 'it''s' END, 'n' FROM generate_series(1, 9000) g;
INSERT INTO sales."Orders" SELECT g, CASE g % 3 WHEN 0 THEN 'eu' ELSE 'x' || g END, 'n' FROM generate_series(1, 9000) g;
