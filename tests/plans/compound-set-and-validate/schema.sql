CREATE TABLE meters (id bigint PRIMARY KEY, value int, unit text, house int);
CREATE TABLE buildings (id int PRIMARY KEY);
INSERT INTO buildings SELECT generate_series(1, 9);
INSERT INTO meters SELECT g, g, 'kWh', g % 9 + 1 FROM generate_series(1, 3000) g;
ALTER TABLE meters ADD CONSTRAINT value_positive CHECK (value > 0) NOT VALID;
ALTER TABLE meters ADD CONSTRAINT meters_house FOREIGN KEY (house) REFERENCES buildings NOT VALID;
