ALTER TABLE readings ADD UNIQUE (id, at);
