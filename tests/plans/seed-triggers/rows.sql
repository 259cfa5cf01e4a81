INSERT INTO queen.queues (name, created_at) SELECT 'queue ' || g, '2025-01-01' FROM generate_series(1, 10) g;
INSERT INTO queen.partitions (queue_id, name, last_activity) SELECT g % 10 + 1, 'part ' || g, '2025-01-01' FROM generate_series(1, 100) g;
INSERT INTO queen.messages (transaction_id, partition_id, payload, created_at)
SELECT 't' || g, g % 100 + 1, '{}', '2025-01-01' FROM generate_series(1, 5000) g;
INSERT INTO queen.partition_consumers SELECT g, 'all', 0, '2025-01-01' FROM generate_series(1, 100) g;
