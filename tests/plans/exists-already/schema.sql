CREATE TABLE items (id bigint PRIMARY KEY, code text, amount int);
CREATE INDEX items_code ON items (code);
INSERT INTO items SELECT g, 'c' || g, g FROM generate_series(1, 5000) g;
