ALTER TABLE addresses ALTER street SET NOT NULL, ALTER zip SET NOT NULL, ALTER city SET NOT NULL, ALTER country SET NOT NULL;
ALTER TABLE addresses ADD CONSTRAINT addresses_one UNIQUE (street, zip, city, country) ;
