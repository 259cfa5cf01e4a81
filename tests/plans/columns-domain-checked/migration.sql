ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;
ALTER TABLE people ADD CONSTRAINT mail_given CHECK (mail IS NOT NULL OR other IS NOT NULL);
CREATE UNIQUE INDEX people_mail ON people (mail text_pattern_ops);
ALTER TABLE people ALTER other SET DEFAULT 'none';
