-- A chat whose messages are guarded by row-level security. The schema auth
-- stands for what the hosting platform brings.

CREATE SCHEMA auth;

CREATE FUNCTION auth.uid() RETURNS uuid
LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('request.jwt.claim.sub', true), '')::uuid
$$;

CREATE TABLE chat_rooms (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    title text
);

CREATE TABLE messages (
    id uuid PRIMARY KEY,
    chat_room_id uuid NOT NULL REFERENCES chat_rooms (id) ON DELETE CASCADE,
    content text NOT NULL,
    type text NOT NULL CHECK (type IN ('user', 'assistant')),
    image_url text,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX idx_messages_chat_room_id ON messages (chat_room_id);
CREATE INDEX idx_messages_created_at ON messages (created_at);
CREATE INDEX idx_messages_type ON messages (type);

ALTER TABLE messages ENABLE ROW LEVEL SECURITY;

CREATE POLICY "Users can view messages in their rooms" ON messages
    FOR SELECT
    USING (EXISTS (
        SELECT 1 FROM chat_rooms r
        WHERE r.id = messages.chat_room_id AND r.user_id = auth.uid()
    ));
