-- set aside: public.readings_id_seq
-- set aside: public.readings_int
BEGIN;
LOCK TABLE readings IN SHARE MODE;
CREATE TABLE readings_big (id bigint GENERATED ALWAYS AS IDENTITY, sensor int NOT NULL, value double precision, taken date NOT NULL);
INSERT INTO readings_big (id, sensor, value, taken) OVERRIDING SYSTEM VALUE SELECT id, sensor, value, taken FROM readings;
ALTER TABLE readings_big ADD CONSTRAINT readings_big_pk PRIMARY KEY (id);
ALTER TABLE readings_big ADD CONSTRAINT sensor_known CHECK (sensor >= 0);
SELECT setval(pg_get_serial_sequence('readings_big', 'id'), (SELECT coalesce(max(id), 1) FROM readings_big));
ALTER TABLE readings RENAME TO readings_int;
ALTER TABLE readings_big RENAME TO readings;
CREATE TRIGGER again AFTER INSERT OR UPDATE ON readings FOR EACH ROW EXECUTE PROCEDURE second();
COMMIT;
ANALYZE readings;
