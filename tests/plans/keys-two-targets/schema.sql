CREATE TABLE airports (iata char(3) PRIMARY KEY, city text);
CREATE TABLE planes (id int PRIMARY KEY, tail text);
CREATE TABLE flights (id bigint PRIMARY KEY, origin char(3), goal char(3), plane int);
INSERT INTO airports VALUES ('TXL', 'Berlin'), ('CDG', 'Paris'), ('OSL', 'Oslo');
INSERT INTO planes SELECT g, 'D-' || g FROM generate_series(1, 50) g;
INSERT INTO flights SELECT g, 'TXL', 'OSL', g % 50 + 1 FROM generate_series(1, 3000) g;
