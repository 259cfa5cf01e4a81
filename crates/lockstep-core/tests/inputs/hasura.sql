-- file: migrations/default/1705313700000_a/up.sql
-- hasura:no-transaction
CREATE INDEX CONCURRENTLY a ON t (a);
-- file: migrations/default/1705313700000_a/down.sql
DROP INDEX a;
-- file: migrations/default/1705313701000_b/up.sql

-- hasura:no-transaction
CREATE INDEX CONCURRENTLY b ON t (b);
