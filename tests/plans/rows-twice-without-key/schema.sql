CREATE TABLE seats ("row" int NOT NULL, seat int NOT NULL, guest text);
INSERT INTO seats SELECT g / 50, g % 50, 'g' || g FROM generate_series(1, 3000) g;
