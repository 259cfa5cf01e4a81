ALTER TABLE items ADD UNIQUE (label);
CREATE INDEX ON items (label);
ALTER TABLE items ADD CHECK (kind >= 0);
ALTER TABLE items ADD UNIQUE (label, kind);
ALTER TABLE items ALTER COLUMN kind SET NOT NULL;
