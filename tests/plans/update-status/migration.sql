BEGIN;
ALTER TABLE jobs ADD COLUMN extra int;
UPDATE jobs SET note = 'was old' WHERE status = 'old';
UPDATE jobs SET note = 'one' WHERE code = 'job 1';
DELETE FROM jobs WHERE status = 'new';
COMMIT;
