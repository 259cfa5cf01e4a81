BEGIN;
CREATE TABLE settings (key text PRIMARY KEY, value text NOT NULL);
INSERT INTO settings VALUES ('theme', 'dark');
UPDATE settings SET value = 'light';
COMMIT;
