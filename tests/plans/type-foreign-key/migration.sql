ALTER TABLE cars ALTER COLUMN owner TYPE bigint USING owner::bigint;
