SET lock_timeout = '5s';
ALTER TABLE flights
  ADD FOREIGN KEY (origin) REFERENCES airports,
  ADD FOREIGN KEY (goal) REFERENCES airports,
  ADD FOREIGN KEY (plane) REFERENCES planes ON DELETE SET NULL,
  ADD CHECK (origin <> goal),
  ALTER COLUMN origin SET NOT NULL;
COMMENT ON CONSTRAINT flights_check ON flights IS 'nobody flies in circles';
