SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TABLE events DETACH PARTITION events_2026_10 CONCURRENTLY;
