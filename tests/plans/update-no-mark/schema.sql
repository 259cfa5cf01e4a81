CREATE TABLE counters (id bigint PRIMARY KEY, n int NOT NULL, m int NOT NULL, note text);
INSERT INTO counters SELECT g, g, -g, NULL FROM generate_series(1, 5000) g;
CREATE TABLE noted (id bigint);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO noted VALUES (NEW.id); RETURN NEW; END$$;
CREATE TRIGGER note AFTER UPDATE ON counters FOR EACH ROW WHEN (NEW.note IS DISTINCT FROM OLD.note) EXECUTE FUNCTION note();
