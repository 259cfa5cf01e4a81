-- Several trading pairs in one session.

BEGIN;

ALTER TABLE sessions ADD COLUMN IF NOT EXISTS pairs JSONB DEFAULT '[]'::jsonb;
ALTER TABLE sessions ADD COLUMN IF NOT EXISTS pair_count INTEGER DEFAULT 0;
ALTER TABLE orders ADD COLUMN IF NOT EXISTS pair_index INTEGER DEFAULT 0;

COMMENT ON COLUMN sessions.pairs IS 'Symbols traded in this session';
COMMENT ON COLUMN sessions.pair_count IS 'Length of pairs';
COMMENT ON COLUMN orders.pair_index IS 'Position in sessions.pairs';

-- Sessions from before have exactly one pair.
UPDATE sessions
SET pairs = jsonb_build_array(symbol),
    pair_count = 1
WHERE symbol IS NOT NULL
  AND (pairs IS NULL OR pairs = '[]'::jsonb);

COMMIT;

-- Sessions whose count is wrong; there should be none.
SELECT id, pair_count, jsonb_array_length(pairs) AS actual_count
FROM sessions
WHERE pair_count IS DISTINCT FROM COALESCE(jsonb_array_length(pairs), 0);
