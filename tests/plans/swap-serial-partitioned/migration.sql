-- set aside: public.audit_log_id_seq
-- set aside: public.audit_log_old
CREATE TABLE audit_log_new (id bigserial, tenant int NOT NULL, at timestamptz NOT NULL DEFAULT '2024-02-02', what text, PRIMARY KEY (id, tenant)) PARTITION BY HASH (tenant);
CREATE TABLE audit_log_p0 PARTITION OF audit_log_new FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE audit_log_p1 PARTITION OF audit_log_new FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO audit_log_new SELECT * FROM audit_log;
BEGIN;
ALTER TABLE audit_log RENAME TO audit_log_old;
ALTER TABLE audit_log_new RENAME TO audit_log;
SELECT setval('audit_log_new_id_seq', (SELECT max(id) FROM audit_log));
COMMIT;
CREATE INDEX ON audit_log (at);
CREATE INDEX audit_log_tenant ON audit_log (tenant, at);
