-- open: law 2 on 11, nothing proves NOT NULL there
-- differs: public.users.number
-- differs: public.users.ticket
-- differs: public.users.small
BEGIN;
ALTER TABLE users ADD COLUMN number bigserial UNIQUE, ADD COLUMN ticket serial NOT NULL CHECK (ticket > 0);
ALTER TABLE users ADD COLUMN small smallserial;
ALTER TABLE logs ADD COLUMN id serial PRIMARY KEY;
COMMIT;
