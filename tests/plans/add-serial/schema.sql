CREATE TABLE users (email text PRIMARY KEY, age int);
INSERT INTO users SELECT 'user' || g || '@example.org', g % 90 FROM generate_series(1, 12000) g;
CREATE SEQUENCE users_ticket_seq;
CREATE TABLE logs (line text);
