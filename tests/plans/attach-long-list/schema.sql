CREATE TABLE shops (id int NOT NULL, code text) PARTITION BY LIST (code);
CREATE TABLE shops_rest PARTITION OF shops DEFAULT;
CREATE TABLE shops_near (id int NOT NULL, code text);
INSERT INTO shops SELECT g, 'far ' || g FROM generate_series(1, 9000) g;
INSERT INTO shops_near SELECT g, CASE g % 7 WHEN 0 THEN NULL ELSE to_char(1 + g % 150, 'FM000') END FROM generate_series(1, 9000) g;
