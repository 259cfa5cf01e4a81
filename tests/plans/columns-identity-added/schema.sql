CREATE TABLE jobs (id bigint NOT NULL, name text, priority smallint);
INSERT INTO jobs SELECT g, 'j' || g, g % 5 FROM generate_series(1, 3000) g;
CREATE UNIQUE INDEX jobs_id ON jobs (id);
