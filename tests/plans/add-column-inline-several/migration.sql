-- majors: 13-18
-- differs: public.orders.id
ALTER TABLE IF EXISTS orders
  ADD COLUMN IF NOT EXISTS id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  ADD COLUMN IF NOT EXISTS region int NOT NULL DEFAULT 7 CONSTRAINT region_known REFERENCES regions MATCH FULL ON UPDATE CASCADE CHECK (region > 0 AND total IS NOT NULL);
ALTER TABLE visits ADD COLUMN region int DEFAULT 7 REFERENCES regions CHECK (region < 100);
