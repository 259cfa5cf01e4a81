-- file: 1_a.sql
-- postgres-migrations disable-transaction
CREATE INDEX CONCURRENTLY a ON t (a);
-- file: 2_b.sql
CREATE INDEX CONCURRENTLY b ON t (b);
