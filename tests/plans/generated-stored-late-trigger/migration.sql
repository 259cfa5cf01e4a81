-- open: law 8, a trigger that sorts behind ours changes the row after it
-- majors: 12-18
ALTER TABLE events ADD COLUMN title_length int GENERATED ALWAYS AS (ascii(title)) STORED;
