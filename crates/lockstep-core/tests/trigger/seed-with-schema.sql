-- A message queue: queues hold partitions, partitions hold messages, and each
-- consumer group keeps a row for every partition that it reads.

CREATE SCHEMA queen;

CREATE TABLE queen.queues (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE queen.partitions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    queue_id bigint NOT NULL REFERENCES queen.queues (id) ON DELETE CASCADE,
    name text NOT NULL DEFAULT 'Default',
    last_activity timestamptz NOT NULL DEFAULT now(),
    UNIQUE (queue_id, name)
);

CREATE TABLE queen.messages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction_id text NOT NULL,
    partition_id bigint NOT NULL REFERENCES queen.partitions (id) ON DELETE CASCADE,
    payload jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (partition_id, transaction_id)
);

CREATE TABLE queen.partition_consumers (
    partition_id bigint NOT NULL REFERENCES queen.partitions (id) ON DELETE CASCADE,
    consumer_group text NOT NULL,
    pending_estimate bigint NOT NULL DEFAULT 0,
    last_stats_update timestamptz,
    PRIMARY KEY (partition_id, consumer_group)
);

CREATE TABLE queen.queue_watermarks (
    queue_name text PRIMARY KEY,
    max_created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

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
