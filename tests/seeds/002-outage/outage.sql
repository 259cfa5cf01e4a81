-- The change behind the outage: a stored full-text column and a partial index
-- on the busiest table, under the deployment's timeout of a minute.

SET statement_timeout = '60s';

ALTER TABLE public.events
    ADD COLUMN search_tsv tsvector
    GENERATED ALWAYS AS (
        to_tsvector('english', coalesce(title, '') || ' ' || coalesce(payload_text, ''))
    ) STORED;

CREATE INDEX idx_events_search_tsv ON public.events USING gin (search_tsv);

CREATE INDEX idx_events_lifecycle
    ON public.events (organization_id, created_at DESC)
    WHERE semantic_type = 'lifecycle';
