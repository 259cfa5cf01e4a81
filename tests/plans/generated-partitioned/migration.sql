-- majors: 13-18
ALTER TABLE visits ADD COLUMN depth int GENERATED ALWAYS AS (length(page)) STORED;
