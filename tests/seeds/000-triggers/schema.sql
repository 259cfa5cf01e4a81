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
