-- majors: 12-18
INSERT INTO chunks (collection_id, chunk_index, content, created_at)
SELECT md5((g % 50)::text)::uuid, g, 'words ' || g, '2025-01-01' FROM generate_series(1, 10000) g;
