-- open: law 2 on 11, nothing proves NOT NULL there
-- differs: public.users.id
ALTER TABLE users ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
