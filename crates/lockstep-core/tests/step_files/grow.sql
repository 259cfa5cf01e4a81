-- One migration with a step of each kind: outside a transaction, in one, in
-- batches, behind a deployment, and one that nothing undoes.
CREATE INDEX orders_state ON orders (state) WHERE meta ? 'x';
ALTER TABLE orders ALTER COLUMN state SET NOT NULL;
UPDATE orders SET shop = '{{a}} ${b} :c \ `d`' WHERE shop IS NULL;
ALTER TABLE orders DROP COLUMN legacy;
ALTER TABLE readings DETACH PARTITION readings_2023;
