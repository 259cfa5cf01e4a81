CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
CREATE TABLE teams (id bigint PRIMARY KEY, owner bigint);
INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 2000) g;
INSERT INTO teams SELECT g, g FROM generate_series(1, 500) g;
