CREATE TABLE readings (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sensor int NOT NULL, value real, taken date NOT NULL);
INSERT INTO readings (sensor, value, taken) SELECT g % 9, g, date '2024-01-01' + g / 20 FROM generate_series(1, 4000) g;
CREATE FUNCTION second() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE readings SET value = 0 WHERE id = NEW.id AND value < 0; RETURN NULL; END $$;
CREATE TRIGGER again AFTER INSERT OR UPDATE ON readings FOR EACH ROW EXECUTE PROCEDURE second();
