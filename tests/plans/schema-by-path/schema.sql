CREATE SCHEMA app;
CREATE SCHEMA audit;
CREATE TYPE app.mood AS ENUM ('sad', 'happy');
CREATE TABLE app.users (id bigint PRIMARY KEY, email text, mood app.mood, age int);
CREATE TABLE audit.log (id bigint PRIMARY KEY, user_id bigint);
INSERT INTO app.users SELECT g, 'user' || g, 'happy', g % 90 FROM generate_series(1, 5000) g;
INSERT INTO audit.log SELECT g, g FROM generate_series(1, 5000) g;
