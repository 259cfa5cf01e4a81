CREATE TABLE logs (host text, seen int NOT NULL, part int NOT NULL) PARTITION BY RANGE (seen, part);
CREATE TABLE logs_rest PARTITION OF logs DEFAULT PARTITION BY LIST (host);
CREATE TABLE logs_rest_a PARTITION OF logs_rest FOR VALUES IN ('a');
CREATE TABLE logs_rest_b PARTITION OF logs_rest FOR VALUES IN ('b');
CREATE TABLE logs_1 (host text, seen int NOT NULL, part int NOT NULL) PARTITION BY LIST (host);
CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN ('a');
CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN ('b');
INSERT INTO logs SELECT CASE g % 2 WHEN 0 THEN 'a' ELSE 'b' END, 200 + g % 100, g FROM generate_series(1, 6000) g;
INSERT INTO logs_1 SELECT CASE g % 2 WHEN 0 THEN 'a' ELSE 'b' END, 100 + g % 99, g FROM generate_series(1, 6000) g;
