-- open: law 2, no recipe that goes by partition
CREATE INDEX readings_kind_idx ON readings (kind);
