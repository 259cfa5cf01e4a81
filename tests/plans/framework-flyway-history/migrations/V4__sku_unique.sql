ALTER TABLE shop.product ADD CONSTRAINT product_sku_key UNIQUE (sku);
ALTER TABLE shop.product ALTER COLUMN hidden SET NOT NULL;
