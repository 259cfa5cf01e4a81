CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood);
INSERT INTO people SELECT g, 'sad' FROM generate_series(1, 3000) g;
