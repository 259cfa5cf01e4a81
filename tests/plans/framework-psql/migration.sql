\set ON_ERROR_STOP on
\echo 'accounts: no negative balance'
BEGIN;
SET LOCAL statement_timeout = '10min';
ALTER TABLE accounts ADD CONSTRAINT accounts_balance CHECK (balance >= 0);
ALTER TABLE accounts ALTER COLUMN owner SET NOT NULL;
COMMIT;
\timing on
CREATE INDEX accounts_owner_lower ON accounts (lower(owner) text_pattern_ops);
\echo done
