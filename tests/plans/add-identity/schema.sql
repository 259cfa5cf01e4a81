CREATE TABLE users (email text, age int);
INSERT INTO users SELECT 'user' || g || '@example.org', g % 90 FROM generate_series(1, 12000) g;
