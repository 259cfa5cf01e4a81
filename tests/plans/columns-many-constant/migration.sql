ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy' AFTER 'ok';
ALTER TABLE guests
  ADD COLUMN mood mood NOT NULL DEFAULT 'ok',
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN extra jsonb DEFAULT '{"a": [1, 2]}',
  ADD COLUMN share percent,
  ADD COLUMN seen timestamptz,
  ADD COLUMN ratio numeric(5,2) NOT NULL DEFAULT 1.5;
CREATE INDEX guests_tags ON guests USING gin (tags);
CREATE INDEX guests_extra ON guests USING gin (extra jsonb_path_ops) WHERE extra IS NOT NULL;
ALTER TABLE guests ALTER COLUMN seen SET STATISTICS 0, ALTER COLUMN extra SET STORAGE EXTERNAL;
