CREATE TABLE stock (sku text, amount int, site int);
INSERT INTO stock SELECT 's' || g, g, g % 3 FROM generate_series(1, 3000) g;
CREATE TABLE stock_log (sku text, amount int);
CREATE RULE logged AS ON UPDATE TO stock DO ALSO INSERT INTO stock_log VALUES (NEW.sku, NEW.amount);
CREATE PUBLICATION stock_out FOR TABLE stock WITH (publish = 'insert');
