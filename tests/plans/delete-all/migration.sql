BEGIN;
ALTER TABLE sessions ADD COLUMN device text;
DELETE FROM sessions WHERE expires < '2024-06-01';
COMMIT;
DELETE FROM "Events";
