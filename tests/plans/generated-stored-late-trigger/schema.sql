CREATE TABLE events (
  id bigint PRIMARY KEY,
  title text NOT NULL,
  body text
);
INSERT INTO events SELECT g, 'TITLE ' || g, 'some words about number ' || g FROM generate_series(1, 20000) g;
CREATE FUNCTION normalise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.title := upper(NEW.title);
  RETURN NEW;
END
$$;
CREATE TRIGGER zz_normalise BEFORE INSERT OR UPDATE ON events FOR EACH ROW EXECUTE FUNCTION normalise();
