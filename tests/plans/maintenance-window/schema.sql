CREATE TABLE users (id bigint PRIMARY KEY, name text);
INSERT INTO users SELECT g, 'user ' || g FROM generate_series(1, 9000) g;
CREATE TABLE "Seen" (id bigint PRIMARY KEY);
INSERT INTO "Seen" SELECT g FROM generate_series(1, 9000) g;
CREATE TABLE bookings (room int4range, guest text);
INSERT INTO bookings SELECT int4range(g * 3, g * 3 + 2), 'guest ' || g FROM generate_series(1, 5000) g;
