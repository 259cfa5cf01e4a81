CREATE TABLE notes (id bigint PRIMARY KEY, body text);
INSERT INTO notes SELECT g, 'b' || g FROM generate_series(1, 3000) g;
