-- open: law 2, no CHECK constraint proves the bound of a hash partition
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
