CREATE TABLE IF NOT EXISTS items (id bigint);
CREATE INDEX IF NOT EXISTS items_code ON items (code);
CREATE INDEX IF NOT EXISTS items_amount ON items (amount);
ALTER TABLE items ADD COLUMN IF NOT EXISTS amount int;
ALTER TABLE items ADD COLUMN IF NOT EXISTS note text DEFAULT '';
ALTER TABLE IF EXISTS nothing_here ADD COLUMN x int;
DROP INDEX IF EXISTS no_such_index;
ALTER TABLE items DROP CONSTRAINT IF EXISTS no_such_constraint;
ALTER TABLE IF EXISTS items ADD CONSTRAINT amount_positive CHECK (amount > 0);
