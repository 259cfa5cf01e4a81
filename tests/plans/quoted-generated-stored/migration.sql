-- majors: 12-18
ALTER TABLE app."Order" ADD COLUMN "Upper" text GENERATED ALWAYS AS (upper("user")) STORED;
