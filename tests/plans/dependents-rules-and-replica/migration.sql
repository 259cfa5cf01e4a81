-- majors: 12-18
ALTER TABLE stock ALTER sku SET NOT NULL, ALTER site SET NOT NULL;
CREATE UNIQUE INDEX stock_key ON stock (site, sku);
ALTER TABLE stock REPLICA IDENTITY USING INDEX stock_key;
ALTER PUBLICATION stock_out SET (publish = 'insert, update, delete');
ALTER TABLE stock CLUSTER ON stock_key;
