---- tern: disable-tx ----
SET lock_timeout = '5s';
CREATE INDEX CONCURRENTLY a ON t (a);
---- create above / drop below ----
DROP INDEX CONCURRENTLY a;
DROP TABLE t;
