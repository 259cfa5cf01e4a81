INSERT INTO messages (id, chat_room_id, content, type, created_at)
  VALUES (md5('w:n')::uuid, md5('7')::uuid, 'hello', 'user', timestamptz '2025-02-03' + (:n - 999999) * interval '1 minute');
INSERT INTO messages (id, chat_room_id, content, type, created_at)
  SELECT md5('x' || g || ':n')::uuid, md5('8')::uuid, 'many', 'assistant', '2025-06-01' FROM generate_series(1, 3) g;
UPDATE messages SET content = content || '!', image_url = NULL WHERE id = md5('m' || (:n - 999990) * 11)::uuid;
UPDATE messages SET created_at = created_at + interval '40 days' WHERE id = md5('m' || (:n - 999980) * 7)::uuid;
UPDATE messages SET id = md5('moved:n')::uuid WHERE id = md5('m' || 5000 + :n - 1000000)::uuid;
DELETE FROM messages WHERE id = md5('m' || 9000 + :n - 1000000)::uuid;
DELETE FROM chat_rooms WHERE id = md5((:n - 999950)::text)::uuid;
BEGIN; UPDATE messages SET content = 'never' WHERE chat_room_id = md5('7')::uuid; ROLLBACK;
