ALTER TABLE users ADD CONSTRAINT users_age_range CHECK (age >= 0 AND age < 150);
