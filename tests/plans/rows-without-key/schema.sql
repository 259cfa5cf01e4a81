CREATE TABLE votes (poll int, voter int, choice text);
INSERT INTO votes SELECT g % 30, g, 'yes' FROM generate_series(1, 3000) g;
