ALTER TABLE accounts ADD COLUMN deleted_at timestamptz;
ALTER TABLE invoices ADD COLUMN deleted_at timestamptz;
CREATE UNIQUE INDEX accounts_email_live ON accounts (email) WHERE deleted_at IS NULL;
ALTER TABLE accounts DROP CONSTRAINT accounts_email_key;
CREATE INDEX invoices_account_live ON invoices (account_id) WHERE deleted_at IS NULL;
CREATE VIEW live_accounts AS SELECT * FROM accounts WHERE deleted_at IS NULL;
COMMENT ON COLUMN accounts.deleted_at IS 'NULL while it is in use';
