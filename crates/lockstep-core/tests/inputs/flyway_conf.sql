-- file: V1__a.sql
-- executeInTransaction=false stands in the .conf beside this file.
SET lock_timeout = 0;
ALTER TABLE p DETACH PARTITION q CONCURRENTLY;
-- file: V2__b.sql
ALTER TABLE p DETACH PARTITION r CONCURRENTLY;
