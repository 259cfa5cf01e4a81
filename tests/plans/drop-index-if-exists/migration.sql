DROP INDEX IF EXISTS users_lower_idx, users_nothing_idx;
