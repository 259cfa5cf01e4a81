-- open: law 8, the same: every write fails from then on
-- open: law 6, the same
-- open: law 4, the function still writes the column by its old name after the rename
-- open: law 2, the DO block reads the table in the transaction that has altered it
-- majors: 12-18
INSERT INTO chunks (collection_id, chunk_index, content, created_at)
SELECT md5((g % 50)::text)::uuid, g, 'words ' || g, '2025-01-01' FROM generate_series(1, 10000) g;
