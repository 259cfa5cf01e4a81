-- open: law 2 on 11-11, NOT NULL with a volatile default has no recipe before 12
-- differs: public.logs.sample
ALTER TABLE logs ADD COLUMN sample float8 NOT NULL DEFAULT random();
ALTER TABLE logs ALTER COLUMN level SET NOT NULL;
