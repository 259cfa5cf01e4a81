BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE calls ADD COLUMN note text;
SAVEPOINT before_the_check;
ALTER TABLE calls ADD CONSTRAINT lasted_long CHECK (lasted >= 0);
RELEASE SAVEPOINT before_the_check;
CREATE INDEX calls_caller ON calls (caller);
COMMIT;
ALTER TABLE calls ALTER COLUMN caller SET NOT NULL;
