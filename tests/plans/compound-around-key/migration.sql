-- majors: 12-18
ALTER TABLE coupons
  ADD PRIMARY KEY (code),
  DROP CONSTRAINT coupons_old_key,
  ADD CONSTRAINT coupons_percent CHECK (percent < 100) NO INHERIT,
  ALTER COLUMN owner SET NOT NULL,
  SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05),
  ADD COLUMN used_at timestamptz;
