BEGIN;
ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'calm';
INSERT INTO people (id, mood) VALUES (9001, 'calm');
COMMIT;
