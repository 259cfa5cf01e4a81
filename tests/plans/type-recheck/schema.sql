CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  state varchar(10) NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'sent', 'lost')),
  code varchar(8),
  CONSTRAINT "code or state" CHECK (code IS NOT NULL OR coalesce(state, '') <> 'sent') NO INHERIT
);
CREATE INDEX ON parcels (state);
COMMENT ON CONSTRAINT parcels_state_check ON parcels IS 'three states';
INSERT INTO parcels SELECT g, (ARRAY['new', 'lost'])[g % 2 + 1] FROM generate_series(1, 20000) g;
