-- majors: 13-18
-- differs: public.users.token
ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
