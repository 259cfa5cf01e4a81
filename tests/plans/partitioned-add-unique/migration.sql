-- open: law 2, no recipe that goes by partition
ALTER TABLE readings ADD UNIQUE (id, at);
