ALTER TABLE orders SET (fillfactor = 80);
ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.01);
