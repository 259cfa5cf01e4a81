-- majors: 12-18
ALTER TABLE authors ADD COLUMN last_title text;
ALTER TABLE authors ADD COLUMN articles_count int NOT NULL DEFAULT 0;
ALTER TABLE articles ALTER COLUMN author_id SET NOT NULL;
CREATE INDEX articles_author ON articles (author_id);
CREATE FUNCTION note_title() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE authors SET last_title = NEW.title WHERE id = NEW.author_id;
  RETURN NULL;
END $$;
ALTER TABLE authors ADD CONSTRAINT count_positive CHECK (articles_count >= 0);
CREATE TRIGGER note_title AFTER UPDATE OF title ON articles FOR EACH ROW WHEN (NEW.title IS NOT NULL) EXECUTE PROCEDURE note_title();
