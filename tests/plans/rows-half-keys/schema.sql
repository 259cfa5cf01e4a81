CREATE TABLE lots (yard text, lot int, note text, CONSTRAINT lots_pk PRIMARY KEY (yard, lot));
CREATE TABLE cars (id bigint PRIMARY KEY, yard text, lot int);
INSERT INTO lots SELECT 'y' || g % 10, g FROM generate_series(1, 500) g;
INSERT INTO cars SELECT g, 'y' || g % 10, g FROM generate_series(1, 500) g;
INSERT INTO cars VALUES (8001, NULL, NULL);
