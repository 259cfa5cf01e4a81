CREATE INDEX readings_kind_idx ON readings (kind);
