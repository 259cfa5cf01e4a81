CREATE TABLE events (tenant int NOT NULL, id bigint NOT NULL) PARTITION BY HASH (tenant);
CREATE INDEX ON events (id);
CREATE TABLE events_0 PARTITION OF events FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE events_1 (tenant int NOT NULL, id bigint NOT NULL);
