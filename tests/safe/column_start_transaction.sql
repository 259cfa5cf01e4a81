START TRANSACTION;
SET LOCAL lock_timeout = '2s';
ALTER TABLE users ADD COLUMN age integer;
COMMENT ON COLUMN users.age IS 'in years';
COMMIT;
