CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint, body text);
ALTER TABLE notes ADD CONSTRAINT notes_user FOREIGN KEY (user_id) REFERENCES users (id);
CREATE INDEX ON notes (user_id);
ALTER TABLE notes ALTER COLUMN body SET NOT NULL;
CREATE INDEX users_age_idx ON users (age);
