ALTER TABLE members ADD CONSTRAINT members_club_email_key UNIQUE (club, email);
