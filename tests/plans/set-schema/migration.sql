ALTER TABLE orders SET SCHEMA archive;
CREATE INDEX ON archive.orders (placed);
