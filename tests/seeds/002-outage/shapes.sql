-- Four shapes that are harmless on a small table and bite on a hot one.

-- 1. A stored generated column: every row is written anew.
ALTER TABLE public.events
    ADD COLUMN content_length integer GENERATED ALWAYS AS (length(payload_text)) STORED;

-- 2. An index built while writers wait.
CREATE INDEX idx_events_connection_id ON public.events (connection_id);

-- 3. NOT NULL proved by reading the whole table under the strongest lock.
ALTER TABLE public.events ALTER COLUMN organization_id SET NOT NULL;

-- 4. A referential action from a small parent to a wide child: one deleted
--    connection updates every event that it ever delivered.
ALTER TABLE public.events DROP CONSTRAINT events_connection_id_fkey;

ALTER TABLE public.events
    ADD CONSTRAINT events_connection_id_fkey
    FOREIGN KEY (connection_id) REFERENCES public.connections (id) ON DELETE SET NULL;

DELETE FROM public.connections WHERE status = 'revoked';
