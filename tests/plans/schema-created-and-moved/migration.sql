CREATE SCHEMA IF NOT EXISTS log;
CREATE SCHEMA archive CREATE TABLE entries (id bigint, at date);
CREATE INDEX audit_who ON audit (who);
ALTER TABLE audit SET SCHEMA log;
ALTER TABLE log.audit ALTER COLUMN who SET NOT NULL;
COMMENT ON SCHEMA log IS 'what happened';
