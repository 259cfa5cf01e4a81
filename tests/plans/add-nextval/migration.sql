-- open: law 2 on 11, nothing proves NOT NULL there
-- differs: public.users.id
CREATE SEQUENCE user_numbers START 100;
ALTER TABLE users ADD COLUMN id bigint NOT NULL DEFAULT nextval('user_numbers') CONSTRAINT users_id_one UNIQUE;
ALTER SEQUENCE user_numbers OWNED BY users.id;
