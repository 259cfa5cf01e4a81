INSERT INTO chunks (collection_id, chunk_index, content, created_at) VALUES (md5(':n')::uuid, :n, 'fresh', '2025-06-01');
UPDATE chunks SET content = 'other :n' WHERE id = :n - 999990;
