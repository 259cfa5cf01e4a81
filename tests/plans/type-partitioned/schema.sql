CREATE TABLE events (
  id serial,
  day date NOT NULL,
  kind int NOT NULL DEFAULT 1,
  amount int,
  CONSTRAINT events_pkey PRIMARY KEY (id, day),
  CONSTRAINT kind_is_there CHECK (kind > 0)
) PARTITION BY RANGE (day);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY RANGE (day);
CREATE TABLE events_2024_one PARTITION OF events_2024 FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE TABLE events_2024_rest PARTITION OF events_2024 DEFAULT;
CREATE TABLE events_old (amount int, kind int NOT NULL DEFAULT 1, id int NOT NULL DEFAULT nextval('events_id_seq'), day date NOT NULL, CONSTRAINT kind_is_there CHECK (kind > 0));
ALTER TABLE events ATTACH PARTITION events_old DEFAULT;
CREATE INDEX events_amount ON events (amount, id);
CREATE INDEX events_old_only ON events_old (id) WHERE amount > 5;
COMMENT ON COLUMN events.id IS 'numbers';
COMMENT ON COLUMN events_old.id IS 'old numbers';
COMMENT ON CONSTRAINT events_pkey ON events IS 'the key';
COMMENT ON INDEX events_pkey IS 'its index';
COMMENT ON INDEX events_amount IS 'by amount';
COMMENT ON INDEX events_old_only IS 'by number';
ALTER TABLE events ALTER amount SET STATISTICS 200;
ALTER TABLE ONLY events_2023 ALTER id SET STATISTICS 400;
GRANT SELECT (id) ON events TO PUBLIC;
GRANT UPDATE (id, amount) ON events_old TO pg_monitor;
INSERT INTO events (day, kind, amount) SELECT date '2022-06-01' + g % 900, g % 4 + 1, g % 50 FROM generate_series(1, 20000) g;
