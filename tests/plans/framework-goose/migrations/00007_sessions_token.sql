-- +goose NO TRANSACTION
-- +goose Up
CREATE UNIQUE INDEX sessions_token_key ON sessions (token);
-- +goose StatementBegin
CREATE FUNCTION touch_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.seen_at := '2024-06-06';
  RETURN NEW;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER touched BEFORE UPDATE OF token ON sessions FOR EACH ROW EXECUTE FUNCTION touch_session();

-- +goose Down
DROP TRIGGER touched ON sessions;
DROP FUNCTION touch_session();
DROP INDEX sessions_token_key;
