-- migration
-- Three row-level triggers on one hot table. A batch of a thousand messages
-- runs three thousand function calls, and most of them update the same rows.

CREATE OR REPLACE FUNCTION queen.update_partition_last_activity() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE queen.partitions
    SET last_activity = now()
    WHERE id = NEW.partition_id;
    RETURN NEW;
END;
$$;

CREATE TRIGGER trigger_update_partition_activity
AFTER INSERT ON queen.messages
FOR EACH ROW
EXECUTE FUNCTION queen.update_partition_last_activity();

CREATE OR REPLACE FUNCTION queen.update_pending_on_push() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE queen.partition_consumers
    SET pending_estimate = pending_estimate + 1,
        last_stats_update = now()
    WHERE partition_id = NEW.partition_id;
    RETURN NEW;
END;
$$;

CREATE TRIGGER trigger_update_pending_on_push
AFTER INSERT ON queen.messages
FOR EACH ROW
EXECUTE FUNCTION queen.update_pending_on_push();

CREATE OR REPLACE FUNCTION queen.update_queue_watermark() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO queen.queue_watermarks AS w (queue_name, max_created_at, updated_at)
    SELECT q.name, NEW.created_at, now()
    FROM queen.partitions p
    JOIN queen.queues q ON q.id = p.queue_id
    WHERE p.id = NEW.partition_id
    ON CONFLICT (queue_name) DO UPDATE
    SET max_created_at = GREATEST(w.max_created_at, EXCLUDED.max_created_at),
        updated_at = now();
    RETURN NEW;
END;
$$;

CREATE TRIGGER trigger_update_watermark
AFTER INSERT ON queen.messages
FOR EACH ROW
EXECUTE FUNCTION queen.update_queue_watermark();
