CREATE INDEX events_kind ON events (kind);
ALTER TABLE events ADD CONSTRAINT kind_known CHECK (kind >= 0);
ALTER TABLE events ADD COLUMN note text;
COMMENT ON TABLE events IS 'everything that happened';
