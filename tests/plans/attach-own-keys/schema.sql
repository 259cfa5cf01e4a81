CREATE TABLE sites (id int PRIMARY KEY);
INSERT INTO sites SELECT generate_series(1, 500);
CREATE TABLE rooms (site int, room int, PRIMARY KEY (site, room));
INSERT INTO rooms SELECT g, g FROM generate_series(1, 500) g;
CREATE TABLE visits (
  site int REFERENCES sites,
  room int,
  floor int CONSTRAINT visits_floor REFERENCES sites,
  day date NOT NULL,
  number int NOT NULL,
  CONSTRAINT visits_room FOREIGN KEY (site, room) REFERENCES rooms MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE,
  CONSTRAINT visits_number UNIQUE (day, number) WITH (fillfactor = 80) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT visits_once UNIQUE (number, day) DEFERRABLE
) PARTITION BY RANGE (day);
CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE visits_2025 (
  site int,
  room int,
  floor int,
  day date NOT NULL,
  number int NOT NULL,
  CONSTRAINT visits_floor CHECK (floor > 0)
);
INSERT INTO visits_2025 SELECT 1 + g % 500, 1 + g % 500, 1 + g % 500, date '2025-01-01' + g % 365, g FROM generate_series(1, 9000) g;
ALTER TABLE visits_2025 ADD CONSTRAINT of_a_site FOREIGN KEY (site) REFERENCES sites NOT VALID;
