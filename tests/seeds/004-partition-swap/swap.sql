-- Messages by month: a new partitioned table, a copy, and a swap by name.

BEGIN;

CREATE TABLE messages_partitioned (
    id uuid NOT NULL,
    chat_room_id uuid NOT NULL REFERENCES chat_rooms (id) ON DELETE CASCADE,
    content text NOT NULL,
    type text NOT NULL CHECK (type IN ('user', 'assistant')),
    image_url text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE messages_2025_01 PARTITION OF messages_partitioned
    FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE messages_2025_02 PARTITION OF messages_partitioned
    FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE messages_2025_03 PARTITION OF messages_partitioned
    FOR VALUES FROM ('2025-03-01') TO ('2025-04-01');
CREATE TABLE messages_2025_04 PARTITION OF messages_partitioned
    FOR VALUES FROM ('2025-04-01') TO ('2025-05-01');
CREATE TABLE messages_default PARTITION OF messages_partitioned DEFAULT;

INSERT INTO messages_partitioned (id, chat_room_id, content, type, image_url, created_at)
SELECT id, chat_room_id, content, type, image_url, created_at
FROM messages;

-- The old table stays as a backup.
ALTER TABLE messages RENAME TO messages_backup;
ALTER TABLE messages_partitioned RENAME TO messages;

-- None of this comes along with the rows.
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Users can view messages in their rooms" ON messages
    FOR SELECT
    USING (EXISTS (
        SELECT 1 FROM chat_rooms r
        WHERE r.id = messages.chat_room_id AND r.user_id = auth.uid()
    ));

CREATE INDEX idx_messages_room_created_id
    ON messages (chat_room_id, created_at DESC, id);

CREATE INDEX idx_messages_room_image
    ON messages (chat_room_id, created_at DESC)
    WHERE image_url IS NOT NULL;

DROP INDEX IF EXISTS idx_messages_chat_room_id;
DROP INDEX IF EXISTS idx_messages_created_at;
DROP INDEX IF EXISTS idx_messages_type;

ANALYZE messages;

COMMIT;
