-- file: 20240115101500_a.sql
-- atlas:txmode none

CREATE INDEX CONCURRENTLY a ON t (a);
CREATE INDEX CONCURRENTLY b ON t (b);
-- file: 20240115101501_b.sql
-- atlas:txmode none
CREATE INDEX CONCURRENTLY c ON t (c);
