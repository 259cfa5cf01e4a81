DROP INDEX users_email_idx, users_age_idx;
