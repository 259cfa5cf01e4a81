CREATE SCHEMA crm;
CREATE TABLE crm.leads (id bigint PRIMARY KEY, mail text, score int);
INSERT INTO crm.leads SELECT g, 'm' || g, g FROM generate_series(1, 3000) g;
CREATE FUNCTION crm.plus(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1';
