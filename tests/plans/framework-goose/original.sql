CREATE UNIQUE INDEX sessions_token_key ON sessions (token);
CREATE FUNCTION touch_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.seen_at := '2024-06-06';
  RETURN NEW;
END;
$$;
CREATE TRIGGER touched BEFORE UPDATE OF token ON sessions FOR EACH ROW EXECUTE FUNCTION touch_session();
