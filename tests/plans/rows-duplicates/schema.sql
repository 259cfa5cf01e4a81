CREATE TABLE members (id bigint PRIMARY KEY, club int, email text, joined date);
INSERT INTO members SELECT g, g % 20, 'm' || g || '@example.org', '2024-01-01' FROM generate_series(1, 3000) g;
