SET search_path TO us, eu;
CREATE INDEX orders_ref ON orders (ref);
CREATE INDEX orders_ref ON eu.orders (ref);
ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers;
ALTER TABLE eu.orders ADD FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE;
SET search_path TO eu;
ALTER TABLE orders ALTER COLUMN ref SET NOT NULL;
RESET search_path;
ALTER TABLE us.orders ADD CONSTRAINT orders_ref_len CHECK (length(ref) < 90);
