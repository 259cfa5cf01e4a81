CREATE SEQUENCE numbers START 100;
CREATE TABLE bills (id bigint PRIMARY KEY, no bigint DEFAULT nextval('numbers'), total int);
INSERT INTO bills (id, total) SELECT g, g FROM generate_series(1, 3000) g;
