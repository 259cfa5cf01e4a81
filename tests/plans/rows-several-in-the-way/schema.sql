CREATE TABLE bookings (id bigint PRIMARY KEY, room int, day date, guest bigint);
CREATE TABLE guests (id bigint PRIMARY KEY, passport text);
INSERT INTO guests SELECT g, 'P' || g FROM generate_series(1, 300) g;
INSERT INTO bookings SELECT g, g % 10, date '2024-01-01' + g / 10, g % 300 + 1 FROM generate_series(1, 3000) g;
