CREATE TABLE members (id bigint PRIMARY KEY, nick text, mail text, age int);
INSERT INTO members SELECT g, 'n' || g, 'm' || g, g % 80 FROM generate_series(1, 5000) g;
CREATE INDEX members_nick ON members (nick);
