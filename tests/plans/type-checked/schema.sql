CREATE TABLE tickets (
  id bigint PRIMARY KEY,
  state varchar(10) NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'open', 'done')),
  priority int CONSTRAINT priority_range CHECK (priority BETWEEN 1 AND 9) CHECK (priority IN (1, 2, 3, 5, 8)),
  note text,
  CONSTRAINT told CHECK (state <> 'done' OR note IS NOT NULL),
  CONSTRAINT lower CHECK (lower(state) = state AND length(state) > 2)
);
ALTER TABLE tickets ADD CONSTRAINT urgent CHECK (priority > -1 AND (priority < 9 OR note <> '')) NOT VALID;
INSERT INTO tickets SELECT g, (ARRAY['new', 'open', 'done'])[g % 3 + 1], (ARRAY[1, 2, 3, 5, 8, NULL])[g % 6 + 1], 'note'
FROM generate_series(1, 20000) g;
