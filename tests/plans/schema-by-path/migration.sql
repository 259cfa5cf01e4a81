SET search_path TO app, audit;
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0);
ALTER TABLE log ADD CONSTRAINT log_user_fk FOREIGN KEY (user_id) REFERENCES users (id);
CREATE INDEX users_mood ON users (mood) WHERE mood = 'sad';
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), body text NOT NULL);
COMMENT ON TABLE notes IS 'what was said';
