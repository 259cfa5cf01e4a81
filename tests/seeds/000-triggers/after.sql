-- The same three triggers once per statement: a transition table holds every
-- message of the batch, so each function touches each target row once.
-- Runs after before.sql.

BEGIN;

DROP TRIGGER IF EXISTS trigger_update_partition_activity ON queen.messages;
DROP TRIGGER IF EXISTS trigger_update_pending_on_push ON queen.messages;
DROP TRIGGER IF EXISTS trigger_update_watermark ON queen.messages;

CREATE OR REPLACE FUNCTION queen.update_partition_last_activity() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE queen.partitions p
    SET last_activity = now()
    FROM (SELECT DISTINCT partition_id FROM new_messages) touched
    WHERE p.id = touched.partition_id;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION queen.update_pending_on_push() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE queen.partition_consumers c
    SET pending_estimate = c.pending_estimate + pushed.messages,
        last_stats_update = now()
    FROM (
        SELECT partition_id, count(*) AS messages
        FROM new_messages
        GROUP BY partition_id
    ) pushed
    WHERE c.partition_id = pushed.partition_id;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION queen.update_queue_watermark() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO queen.queue_watermarks AS w (queue_name, max_created_at, updated_at)
    SELECT q.name, max(m.created_at), now()
    FROM new_messages m
    JOIN queen.partitions p ON p.id = m.partition_id
    JOIN queen.queues q ON q.id = p.queue_id
    GROUP BY q.name
    ORDER BY q.name
    ON CONFLICT (queue_name) DO UPDATE
    SET max_created_at = GREATEST(w.max_created_at, EXCLUDED.max_created_at),
        updated_at = now();
    RETURN NULL;
END;
$$;

CREATE TRIGGER trigger_update_partition_activity
AFTER INSERT ON queen.messages
REFERENCING NEW TABLE AS new_messages
FOR EACH STATEMENT
EXECUTE FUNCTION queen.update_partition_last_activity();

CREATE TRIGGER trigger_update_pending_on_push
AFTER INSERT ON queen.messages
REFERENCING NEW TABLE AS new_messages
FOR EACH STATEMENT
EXECUTE FUNCTION queen.update_pending_on_push();

CREATE TRIGGER trigger_update_watermark
AFTER INSERT ON queen.messages
REFERENCING NEW TABLE AS new_messages
FOR EACH STATEMENT
EXECUTE FUNCTION queen.update_queue_watermark();

COMMIT;

-- Every row has to say STATEMENT.
SELECT trigger_name, action_timing, action_orientation
FROM information_schema.triggers
WHERE event_object_schema = 'queen' AND event_object_table = 'messages'
ORDER BY trigger_name;
