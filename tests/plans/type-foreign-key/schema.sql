CREATE TABLE owners (id bigint PRIMARY KEY, region text, UNIQUE (region, id));
CREATE TABLE cars (
  id bigint PRIMARY KEY,
  owner int REFERENCES owners ON UPDATE CASCADE ON DELETE SET NULL,
  region text,
  CONSTRAINT "cars by region" FOREIGN KEY (region, owner) REFERENCES owners (region, id) MATCH SIMPLE
);
ALTER TABLE cars ADD CONSTRAINT unchecked FOREIGN KEY (owner) REFERENCES owners NOT VALID;
CREATE INDEX cars_owner ON cars (owner);
INSERT INTO owners SELECT g, 'r' || g % 5 FROM generate_series(1, 3000) g;
INSERT INTO cars SELECT g, g % 2000 + 1, 'r' || (g % 2000 + 1) % 5 FROM generate_series(1, 20000) g;
