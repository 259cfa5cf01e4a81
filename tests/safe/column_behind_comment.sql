-- BEGIN is not a statement here.
/* nor is COMMIT; */
SET lock_timeout = '2s';
ALTER TABLE users ADD COLUMN age integer;
