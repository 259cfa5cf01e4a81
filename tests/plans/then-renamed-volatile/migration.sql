-- majors: 13-18
-- differs: public.people.secret
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();
ALTER TABLE users RENAME COLUMN token TO secret;
ALTER TABLE users RENAME TO people;
