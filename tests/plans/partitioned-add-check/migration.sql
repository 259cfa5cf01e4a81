ALTER TABLE readings ADD CONSTRAINT kinds CHECK (kind <> '');
