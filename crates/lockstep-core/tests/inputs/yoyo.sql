-- file: 0001_a.sql
-- the index
-- transactional: false
CREATE INDEX CONCURRENTLY a ON t (a);
-- file: 0001_a.rollback.sql
DROP INDEX a;
-- file: 0002_b.sql
-- depends: 0001_a
CREATE INDEX CONCURRENTLY b ON t (b);
