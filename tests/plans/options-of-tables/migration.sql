ALTER TABLE queue SET (autovacuum_vacuum_scale_factor = 0.01, toast.autovacuum_enabled = false), RESET (fillfactor);
ALTER TABLE queue ALTER COLUMN payload SET STORAGE EXTERNAL, ALTER COLUMN state SET (n_distinct = 5);
ALTER TABLE queue ALTER COLUMN state SET DEFAULT 'new', ALTER COLUMN state SET NOT NULL, ADD CHECK (state <> '');
CREATE INDEX ON queue (state) WITH (fillfactor = 70);
ALTER TABLE queue CLUSTER ON queue_pkey;
