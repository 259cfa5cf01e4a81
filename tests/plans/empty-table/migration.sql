ALTER TABLE nothing ALTER COLUMN word SET NOT NULL;
ALTER TABLE nothing ADD CHECK (word <> '');
CREATE INDEX ON nothing (word);
ALTER TABLE nothing ADD UNIQUE (word);
