CREATE TABLE users (id bigint PRIMARY KEY, name text);
INSERT INTO users SELECT g, 'user ' || g FROM generate_series(1, 1000) g;
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint REFERENCES users, expires date NOT NULL);
INSERT INTO sessions SELECT g, g % 1000 + 1, date '2024-01-01' + g % 400 FROM generate_series(1, 12000) g;
CREATE TABLE "Events" ("Id" bigint PRIMARY KEY, total text);
INSERT INTO "Events" SELECT g, 'event ' || g FROM generate_series(1, 12000) g;
