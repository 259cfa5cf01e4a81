-- ALTER … ATTACH PARTITION of what is no partitioned index.

-- case: to-a-plain-index
-- setup:
CREATE TABLE notes (id int PRIMARY KEY, body text);
CREATE INDEX notes_body_idx ON notes (body);
CREATE MATERIALIZED VIEW ids AS SELECT id FROM notes;
CREATE INDEX ids_id_idx ON ids (id);
CREATE TABLE events (day int NOT NULL, note int) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (100);
CREATE INDEX events_note_idx ON ONLY events (note);
CREATE INDEX events_1_note_idx ON events_1 (note);
CREATE UNIQUE INDEX events_1_other_idx ON events_1 (note, day);
-- statement:
ALTER INDEX notes_body_idx ATTACH PARTITION notes_pkey;

-- case: to-an-index-of-a-partition
-- statement:
ALTER INDEX events_1_note_idx ATTACH PARTITION events_1_other_idx;

-- case: a-missing-index
-- statement:
ALTER INDEX events_note_idx ATTACH PARTITION missing;

-- case: a-missing-index-to-a-plain-one
-- statement:
ALTER INDEX notes_body_idx ATTACH PARTITION missing;

-- case: to-an-index-of-a-materialized-view
-- statement:
ALTER INDEX ids_id_idx ATTACH PARTITION notes_pkey;

-- case: as-a-table
-- statement:
ALTER TABLE notes_body_idx ATTACH PARTITION notes_pkey FOR VALUES FROM (1) TO (2);

-- case: an-index-of-another-table
-- statement:
ALTER INDEX events_note_idx ATTACH PARTITION notes_body_idx;

-- case: a-table
-- statement:
ALTER INDEX events_note_idx ATTACH PARTITION events_1;
