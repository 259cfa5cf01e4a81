-- set aside: public.messages_backup
INSERT INTO chat_rooms SELECT md5(g::text)::uuid, md5('u' || g)::uuid, 'room ' || g FROM generate_series(1, 100) g;
INSERT INTO messages SELECT md5('m' || g)::uuid, md5((g % 100 + 1)::text)::uuid, 'words ' || g, 'user',
  CASE WHEN g % 9 = 0 THEN 'https://example.org/' || g END, timestamptz '2025-01-01' + g * interval '13 minutes'
FROM generate_series(1, 10000) g;
