-- set aside: public.events_old
BEGIN;
CREATE TABLE events_new (
  account_id bigint NOT NULL,
  happened_at timestamptz NOT NULL,
  id bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind <> ''),
  cents bigint,
  note text NOT NULL DEFAULT 'none'
);
INSERT INTO events_new (id, account_id, happened_at, kind, cents)
  SELECT e.id, e.account_id, e.happened_at AT TIME ZONE 'UTC', upper(e.kind), (e.amount * 100)::bigint
  FROM events e;
ALTER TABLE events_new ADD CONSTRAINT events_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id);
CREATE INDEX ON events_new (kind);
CREATE INDEX events_by_time ON events_new (happened_at);
ANALYZE events_new;
ALTER TABLE events RENAME TO events_old;
ALTER TABLE events_new RENAME TO events;
ALTER TABLE events RENAME CONSTRAINT events_new_pkey TO events_id_pkey;
COMMENT ON TABLE events IS 'what happened';
CREATE INDEX events_by_account ON events (account_id, happened_at DESC);
COMMIT;
