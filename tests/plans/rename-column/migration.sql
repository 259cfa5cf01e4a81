ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users ADD COLUMN nickname text;
