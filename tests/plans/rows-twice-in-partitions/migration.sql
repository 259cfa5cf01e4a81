ALTER TABLE hits ADD CONSTRAINT hits_key UNIQUE (id, zone);
