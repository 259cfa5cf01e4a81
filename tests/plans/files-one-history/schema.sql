CREATE TABLE devices (id bigint PRIMARY KEY, serial_no text, kind text);
INSERT INTO devices SELECT g, 's' || g, 'phone' FROM generate_series(1, 3000) g;
