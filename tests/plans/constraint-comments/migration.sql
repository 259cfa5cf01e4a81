ALTER TABLE stock ADD CONSTRAINT stock_sku UNIQUE (sku);
COMMENT ON CONSTRAINT stock_sku ON stock IS 'one row an article';
ALTER TABLE stock ADD CONSTRAINT stock_amount CHECK (amount >= 0) NO INHERIT;
COMMENT ON CONSTRAINT stock_amount ON stock IS 'never less than nothing';
ALTER TABLE stock ADD CONSTRAINT stock_place FOREIGN KEY (place) REFERENCES places;
COMMENT ON CONSTRAINT stock_place ON stock IS 'where it lies';
ALTER TABLE stock ALTER COLUMN sku SET STATISTICS 400, ALTER COLUMN sku SET STORAGE EXTERNAL;
ALTER TABLE stock REPLICA IDENTITY USING INDEX stock_pkey;
