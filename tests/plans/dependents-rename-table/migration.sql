ALTER TABLE usr RENAME TO users;
ALTER SEQUENCE usr_id_seq RENAME TO users_id_seq;
ALTER INDEX usr_pkey RENAME TO users_pkey;
ALTER TABLE users RENAME CONSTRAINT usr_boss_fkey TO users_boss_fkey;
ALTER TRIGGER trimmed ON users RENAME TO users_trimmed;
