CREATE TABLE usr (id serial PRIMARY KEY, name text, boss int REFERENCES usr);
INSERT INTO usr (name, boss) SELECT 'u' || g, nullif(g - 1, 0) FROM generate_series(1, 2000) g;
CREATE VIEW usr_names AS SELECT id, name FROM usr;
CREATE FUNCTION usr_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := trim(NEW.name); RETURN NEW; END $$;
CREATE TRIGGER trimmed BEFORE INSERT OR UPDATE ON usr FOR EACH ROW EXECUTE FUNCTION usr_log();
COMMENT ON TABLE usr IS 'people';
CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES usr ON DELETE CASCADE);
INSERT INTO pets SELECT g, g FROM generate_series(1, 100) g;
