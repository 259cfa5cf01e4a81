CREATE TABLE audit_log (id bigserial PRIMARY KEY, tenant int NOT NULL, at timestamptz NOT NULL DEFAULT '2024-02-02', what text);
CREATE INDEX audit_log_at ON audit_log (at);
INSERT INTO audit_log (tenant, at, what) SELECT g % 5, timestamptz '2024-01-01' + g * interval '5 minutes', 'did ' || g FROM generate_series(1, 5000) g;
