ALTER TABLE stock ALTER pieces TYPE numeric;
