-- open: law 8, the backfill fires the user's trigger
-- open: law 6, the backfill fires the user's trigger
-- open: law 1, the backfill fires the user's trigger
-- majors: 13-18
-- differs: public.users.token
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();
