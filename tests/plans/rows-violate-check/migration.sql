ALTER TABLE readings ADD CHECK (low <= high), ADD COLUMN unit text NOT NULL DEFAULT 'K';
