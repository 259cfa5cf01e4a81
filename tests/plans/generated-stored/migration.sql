-- majors: 12-18
ALTER TABLE events ADD COLUMN search_tsv tsvector
  GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || coalesce(body, ''))) STORED;
