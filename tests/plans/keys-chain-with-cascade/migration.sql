-- majors: 12-18
ALTER TABLE countries ADD CONSTRAINT countries_pk PRIMARY KEY (id);
ALTER TABLE cities ADD CONSTRAINT cities_pk PRIMARY KEY (id);
ALTER TABLE countries ADD CONSTRAINT countries_continent FOREIGN KEY (continent) REFERENCES continents ON DELETE CASCADE;
ALTER TABLE cities ADD CONSTRAINT cities_country FOREIGN KEY (country) REFERENCES countries ON DELETE CASCADE;
CREATE INDEX cities_country_idx ON cities (country);
CREATE INDEX countries_continent_idx ON countries (continent);
