-- migrate:up transaction:false
-- dbmate sends a section as one query, so the statement that refuses a
-- transaction has to stand alone in it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_lifecycle
    ON public.events (organization_id, created_at DESC)
    WHERE semantic_type = 'lifecycle';

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY IF EXISTS public.idx_events_lifecycle;
