-- differs: public.users.token
ALTER TABLE users
  ADD COLUMN nickname text DEFAULT 'none',
  ALTER COLUMN email SET NOT NULL,
  ADD CONSTRAINT users_age_range CHECK (age >= 0),
  ADD CONSTRAINT users_email_key UNIQUE (email);
