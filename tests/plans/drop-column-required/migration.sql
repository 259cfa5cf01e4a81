ALTER TABLE accounts
  DROP COLUMN legacy_code,
  DROP COLUMN region,
  DROP COLUMN plan;
