CREATE DOMAIN share AS numeric CHECK (VALUE BETWEEN 0 AND 1);
CREATE TABLE parts (id bigint PRIMARY KEY, share share NOT NULL);
