-- differs: public.profiles.id
INSERT INTO profiles (user_id, label) SELECT id, upper(coalesce(name, '')) FROM users ON CONFLICT (user_id) DO NOTHING;
BEGIN;
ALTER TABLE users ADD COLUMN seen date;
INSERT INTO mails SELECT u.id, u.mail FROM users AS u WHERE u.mail IS NOT NULL;
COMMIT;
