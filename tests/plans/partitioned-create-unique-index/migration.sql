BEGIN;
CREATE UNIQUE INDEX IF NOT EXISTS events_tenant_id ON events USING btree (tenant, id DESC) INCLUDE (payload) WITH (fillfactor = 80);
COMMIT;
