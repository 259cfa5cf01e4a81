--! Previous: sha1:0
--! Hash: sha1:1

--! no-transaction
--!include functions/f.sql
CREATE INDEX CONCURRENTLY a ON t (a);
