CREATE SEQUENCE ticket_no START 100 INCREMENT 5;
CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE level AS ENUM ('low', 'high');
CREATE TABLE tickets (id bigint PRIMARY KEY, no bigint DEFAULT nextval('ticket_no'), done percent, level level);
INSERT INTO tickets (id, done, level) SELECT g, g % 100, 'low' FROM generate_series(1, 5000) g;
