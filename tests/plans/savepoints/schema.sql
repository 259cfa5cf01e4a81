CREATE TABLE calls (id bigint PRIMARY KEY, caller text, lasted int);
INSERT INTO calls SELECT g, 'c' || g % 100, g FROM generate_series(1, 5000) g;
