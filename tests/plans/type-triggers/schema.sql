CREATE TABLE stock (id bigint PRIMARY KEY, pieces int NOT NULL DEFAULT 5, sku text NOT NULL);
CREATE TABLE stock_log (sku text, pieces numeric);
CREATE FUNCTION stock_tidy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.pieces := greatest(NEW.pieces, 0); NEW.sku := upper(NEW.sku); RETURN NEW; END';
CREATE FUNCTION stock_note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO stock_log VALUES (NEW.sku, NEW.pieces); RETURN NULL; END';
CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON stock FOR EACH ROW EXECUTE PROCEDURE stock_tidy();
CREATE TRIGGER note AFTER INSERT ON stock FOR EACH ROW EXECUTE PROCEDURE stock_note();
CREATE TRIGGER note_sku AFTER UPDATE OF sku ON stock FOR EACH ROW EXECUTE PROCEDURE stock_note();
INSERT INTO stock SELECT g, g % 90, 'sku' || g FROM generate_series(1, 20000) g;
