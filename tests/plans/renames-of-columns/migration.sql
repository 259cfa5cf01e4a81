BEGIN;
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE teams RENAME COLUMN title TO name;
ALTER TABLE users RENAME COLUMN mail TO e_mail;
ALTER TABLE users RENAME e_mail TO email;
COMMIT;
